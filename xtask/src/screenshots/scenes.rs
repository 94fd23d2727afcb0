//! What is photographed: a plain list.

use super::sounds::Dropped;
use super::sounds::Sound;
use super::sounds::WHOLE;

/// Something that happens before the picture is taken. Places are logical pixels from the upper left corner; negative
/// ones count from the right and lower edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Act {
    /// The plug-in hears this, faster than it is played.
    Hear(Sound),
    /// Files are dropped on the editor.
    Drop(&'static [Dropped]),
    /// A click.
    Click([i32; 2]),
    /// The pointer rests.
    Hover([i32; 2]),
    /// A text is typed.
    Type(&'static str),
    /// Files are held over the editor.
    Hold(&'static [Dropped]),
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
const RUINED: Act = Act::Hear(Sound::Ruined(WHOLE));
const REFERENCE: Act = Act::Drop(&[Dropped::Reference]);
/// Dropped files open the sheet of references, which covers the meters.
const CLOSE_SHEET: Act = Act::Click([-42, 73]);
const REFERENCES: Act = Act::Click([-150, 23]);
const SETTINGS: Act = Act::Click([-44, 23]);
const VERSIONS: Act = Act::Click([584, 23]);
const READINESS: Act = Act::Click([657, 23]);
/// As long as there are fewer than two versions.
const CAPTURE: Act = Act::Click([-138, -16]);
/// Takes the place of that button as soon as there are two.
const COMPARE: Act = CAPTURE;
const REPORT: Act = Act::Click([-50, -16]);
const A_MOMENT: Act = Act::Wait(2_000);
const FIRST_MOVE: Act = Act::Click([341, 185]);
const NOTE: Act = Act::Click([700, 351]);
const FIRST_ISSUE: Act = Act::Click([200, 138]);
const THIRD_ISSUE: Act = Act::Click([200, 409]);

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
    scene("demo", &[DEMO]),
    scene("demo-playing", &[DEMO, Act::PhotographWhile(Sound::Demo(4))]),
    scene(FOR_OTHER_EYES, &[REFERENCE, CLOSE_SHEET, DEMO]),
    scene("reference-playing", &[REFERENCE, CLOSE_SHEET, DEMO, Act::PhotographWhile(Sound::Demo(4))]),
    scene("reference-before-the-song", &[REFERENCE, CLOSE_SHEET]),
    scene("issue-open", &[REFERENCE, CLOSE_SHEET, DEMO, FIRST_ISSUE]),
    scene("issue-with-range-open", &[REFERENCE, CLOSE_SHEET, DEMO, THIRD_ISSUE]),
    scene("issue-ignored", &[REFERENCE, CLOSE_SHEET, DEMO, THIRD_ISSUE, Act::Click([52, 545]), Act::Wait(1_500)]),
    scene("many-issues", &[REFERENCE, CLOSE_SHEET, RUINED]),
    scene("finished-song", &[REFERENCE, CLOSE_SHEET, Act::Hear(Sound::Finished(WHOLE))]),
    scene("readiness", &[DEMO, READINESS]),
    scene("readiness-empty", &[READINESS]),
    scene("versions-empty", &[VERSIONS]),
    scene("versions-one", &[DEMO, CAPTURE, A_MOMENT, VERSIONS]),
    scene("versions-compared", &[REFERENCE, CLOSE_SHEET, RUINED, CAPTURE, A_MOMENT, DEMO, CAPTURE, A_MOMENT, COMPARE, A_MOMENT]),
    scene("versions-noted", &[DEMO, CAPTURE, A_MOMENT, VERSIONS, NOTE, Act::Type("Bass 3 dB lower, and the vocal a touch louder in the second verse"), A_MOMENT]),
    scene("doing", &[DEMO, FIRST_ISSUE, FIRST_MOVE, A_MOMENT]),
    scene("report", &[DEMO, CAPTURE, A_MOMENT, REPORT]),
    scene("focus-menu", &[DEMO, Act::Click([290, 23])]),
    scene("tooltip", &[DEMO, Act::Hover([440, 64]), Act::Wait(2_500)]),
    scene("references-empty", &[REFERENCES]),
    scene("references", &[REFERENCE, DEMO]),
    scene("references-typed", &[REFERENCES, Act::Click([-200, 199]), Act::Type("/home/me/song.wav")]),
    scene("references-long-name", &[Act::Drop(&[Dropped::LongName]), RUINED]),
    scene("file-problem", &[Act::Drop(&[Dropped::Broken]), DEMO]),
    scene("files-held", &[DEMO, Act::Hold(&[Dropped::Reference])]),
    scene("side-chain-without-signal", &[Act::Set("Use side-chain", 1.0), Act::Hear(Sound::Demo(20)), REFERENCES]),
    scene("settings", &[DEMO, SETTINGS]),
    sized("empty-760x520", SMALL, 1.0, &[]),
    sized("reference-760x520", SMALL, 1.0, &[REFERENCE, CLOSE_SHEET, DEMO]),
    sized("many-issues-760x520", SMALL, 1.0, &[Act::Drop(&[Dropped::LongName]), CLOSE_SHEET, RUINED]),
    sized("settings-760x520", SMALL, 1.0, &[SETTINGS]),
    sized("versions-compared-760x520", SMALL, 1.0, &[RUINED, CAPTURE, A_MOMENT, DEMO, CAPTURE, A_MOMENT, COMPARE, A_MOMENT]),
    sized("versions-compared-2x", USUAL, 2.0, &[RUINED, CAPTURE, A_MOMENT, DEMO, CAPTURE, A_MOMENT, COMPARE, A_MOMENT]),
    sized("report-760x520", SMALL, 1.0, &[DEMO, CAPTURE, A_MOMENT, REPORT]),
    sized("reference-1180x780", LARGE, 1.0, &[REFERENCE, CLOSE_SHEET, DEMO]),
    sized("reference-1.5x", USUAL, 1.5, &[REFERENCE, CLOSE_SHEET, DEMO]),
    sized("reference-2x", USUAL, 2.0, &[REFERENCE, CLOSE_SHEET, DEMO]),
    sized("many-issues-2x", USUAL, 2.0, &[REFERENCE, CLOSE_SHEET, RUINED]),
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
