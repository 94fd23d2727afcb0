//! What is photographed: a plain list.

use super::sounds::Dropped;
use super::sounds::Sound;
use super::sounds::WHOLE;

/// Something that happens before the picture is taken. Places are logical pixels from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Act {
    /// The plug-in hears this, faster than it is played.
    Hear(Sound),
    /// Files are dropped on the editor.
    Drop(&'static [Dropped]),
    /// A click.
    Click([i32; 2]),
    /// The pointer rests.
    #[expect(dead_code, reason = "tooltips come with the editor")]
    Hover([i32; 2]),
    /// A key.
    #[expect(dead_code, reason = "text boxes come with the editor")]
    Key(&'static str),
    /// A parameter is set, as by the host.
    Set(&'static str, f64),
    /// Nothing happens for so many milliseconds.
    Wait(u64),
    /// The picture is taken while this is played, a little before its end.
    PhotographWhile(Sound),
}

/// A picture to be taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scene {
    /// Its name, and that of the file.
    pub(super) name: &'static str,
    /// Size of the editor, logical pixels.
    pub(super) size: [u32; 2],
    /// Scale that the host asks for.
    pub(super) scale: f64,
    /// What happens before.
    pub(super) acts: &'static [Act],
}

/// The scene that is shown through other eyes, too.
pub(super) const FOR_OTHER_EYES: &str = "reference";

const USUAL: [u32; 2] = [1060, 680];
const SMALL: [u32; 2] = [760, 520];
const LARGE: [u32; 2] = [1180, 780];

const DEMO: Act = Act::Hear(Sound::Demo(WHOLE));
const REFERENCE: Act = Act::Drop(&[Dropped::Reference]);

const fn scene(name: &'static str, acts: &'static [Act]) -> Scene {
    Scene {
        name,
        size: USUAL,
        scale: 1.0,
        acts,
    }
}

const fn sized(name: &'static str, size: [u32; 2], scale: f64, acts: &'static [Act]) -> Scene {
    Scene {
        name,
        size,
        scale,
        acts,
    }
}

/// All of them.
#[rustfmt::skip]
pub(super) const SCENES: &[Scene] = &[
    scene("empty", &[]),
    scene("measuring", &[Act::Hear(Sound::Demo(12))]),
    scene("silence", &[Act::Hear(Sound::Silence(20))]),
    scene("demo-stopped", &[DEMO]),
    scene("demo-playing", &[DEMO, Act::PhotographWhile(Sound::Demo(4))]),
    scene(FOR_OTHER_EYES, &[REFERENCE, DEMO]),
    scene("reference-before-the-song", &[REFERENCE]),
    scene("reference-playing", &[REFERENCE, DEMO, Act::PhotographWhile(Sound::Demo(4))]),
    scene("many-issues", &[REFERENCE, Act::Hear(Sound::Ruined(WHOLE))]),
    scene("finished-song", &[REFERENCE, Act::Hear(Sound::Finished(WHOLE))]),
    scene("long-texts", &[Act::Drop(&[Dropped::LongName]), Act::Hear(Sound::Ruined(WHOLE))]),
    scene("file-problem", &[Act::Drop(&[Dropped::Broken]), DEMO]),
    scene("side-chain-without-signal", &[Act::Set("Use side-chain", 1.0), Act::Hear(Sound::Demo(20))]),
    sized("demo-stopped-1.5x", USUAL, 1.5, &[REFERENCE, DEMO]),
    sized("demo-stopped-2x", USUAL, 2.0, &[REFERENCE, DEMO]),
    sized("many-issues-2x", USUAL, 2.0, &[REFERENCE, Act::Hear(Sound::Ruined(WHOLE))]),
    sized("empty-760x520", SMALL, 1.0, &[]),
    sized("demo-stopped-760x520", SMALL, 1.0, &[REFERENCE, DEMO]),
    sized("many-issues-760x520", SMALL, 1.0, &[Act::Drop(&[Dropped::LongName]), Act::Hear(Sound::Ruined(WHOLE))]),
    sized("demo-stopped-1180x780", LARGE, 1.0, &[REFERENCE, DEMO]),
];

pub(super) fn is_known(name: &str) -> bool {
    SCENES.iter().any(|scene| scene.name == name)
}

/// All names, for whoever mistyped one.
pub(super) fn names() -> String {
    let names: Vec<&str> = SCENES.iter().map(|scene| scene.name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_scenes_share_a_name() {
        let mut names: Vec<&str> = SCENES.iter().map(|scene| scene.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), SCENES.len());
    }
}
