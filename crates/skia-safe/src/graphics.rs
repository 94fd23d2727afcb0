//! Memory kept between frames.

/// Gives back what this thread keeps from one frame to the next: glyphs, fonts, shadows, clips,
/// pictures of SVG documents and layers. A plug-in calls it when its window closes, because the thread that drew
/// it is the host's and lives on.
pub fn purge_all_caches() {
    crate::draw::masks::purge();
    crate::draw::layer::purge();
    crate::svg::purge();
    crate::text::glyphs::purge();
    crate::text::face::purge();
}
