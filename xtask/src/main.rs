//! The tasks of the project.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    nice_plug_xtask::main()?;
    Ok(())
}
