//! The colours of the dark theme, each with its use.
//!
//! Severity is never told by colour alone, and the three colours differ in lightness as well as in hue, so that they
//! stay apart for people who cannot tell red from green. Every pair of text and background is at least 4.5:1.

use vizia_core::vg::Color;

use crate::model::report::Severity;

/// Declares the colours as constants for drawing and, under the names of vizia's theme and our own, as CSS.
macro_rules! colours {
    ($($(#[$doc:meta])* $name:ident = $hex:literal: $($css:literal),+;)*) => {
        $($(#[$doc])* #[allow(dead_code, reason = "some are for the style sheet only")] pub const $name: Color = from_hex($hex);)*

        /// The same colours as CSS variables of the root, for the style sheet of the controls.
        pub const THEME_COLOURS_CSS: &str = concat!(
            ":root { ",
            $($("--", $css, ": #", $hex, "; ",)+)*
            "}"
        );
    };
}

colours! {
    /// Behind everything.
    WINDOW = "14171c": "background";
    /// Panels on the window.
    PANEL = "1b1f26": "card", "popover", "sidebar";
    /// Buttons, fields, and the row under the pointer.
    RAISED = "272d37": "secondary", "muted", "accent";
    /// A raised part under the pointer.
    RAISED_HOVER = "313845": "secondary-hover";
    /// A raised part that is pressed.
    RAISED_ACTIVE = "3a4250": "secondary-active";
    /// Sunken ground of every graph and meter.
    WELL = "101318": "well";
    /// Lines between parts.
    OUTLINE = "333b47": "border", "input", "sidebar-border";
    /// Grid lines on a well: seen when looked for.
    GRID = "222831": "grid";
    /// The lines of a grid that carry a meaning: 0 dB, 0 of a correlation.
    GRID_STRONG = "3a4350": "grid-strong";
    /// Text to read.
    TEXT = "e7eaef": "foreground", "card-foreground", "popover-foreground", "secondary-foreground", "accent-foreground";
    /// Labels, units and scales.
    TEXT_MUTED = "a4aebb": "muted-foreground";
    /// Focus, selection, playhead.
    ACCENT = "b8a5ff": "primary", "ring";
    /// The accent under the pointer.
    ACCENT_HOVER = "c9bbff": "primary-hover";
    /// The accent, pressed.
    ACCENT_ACTIVE = "a48df5": "primary-active";
    /// Text on the accent and on severities.
    ON_BRIGHT = "14121f": "primary-foreground";
    /// Fix first; also clipping.
    CRITICAL = "ff6a45": "critical", "destructive";
    /// Fix next; also the last 6 dB of a meter.
    IMPORTANT = "f4bd3f": "important";
    /// Fix last.
    POLISH = "6cb9f2": "polish";
    /// Worth knowing.
    INFO = "a9b4c2": "info";
    /// Median of the references, and what stands for a reference elsewhere.
    REFERENCE = "66b8a6": "reference";
    /// The mix over its whole length.
    MIX = "f2f4f7": "mix";
    /// What plays right now.
    LIVE = "5a6d88": "live";
    /// The edge of what plays right now.
    LIVE_LINE = "7e8fa8": "live-line";
    /// A level with room above it.
    LEVEL = "5fb39b": "level";
    /// A lamp or meter that is off.
    UNLIT = "2a313b": "unlit";
}

/// How much of [`REFERENCE`] is in the ground of the corridor between the references' low and high edge.
pub const CORRIDOR_OPACITY_RATIO: f32 = 0.32;

/// The colour of a severity.
#[must_use]
pub const fn severity(severity: Severity) -> Color {
    match severity {
        Severity::Critical => CRITICAL,
        Severity::Important => IMPORTANT,
        Severity::Polish => POLISH,
        Severity::Info => INFO,
    }
}

/// The colour mixed into its ground, as if drawn at this opacity: opaque, and cheaper than blending.
#[must_use]
pub fn tint(colour: Color, ground: Color, opacity_ratio: f32) -> Color {
    let mix = |over: u8, under: u8| {
        let (over, under) = (f32::from(over), f32::from(under));
        (under + (over - under) * opacity_ratio.clamp(0.0, 1.0)).round() as u8
    };
    Color::from_rgb(
        mix(colour.r(), ground.r()),
        mix(colour.g(), ground.g()),
        mix(colour.b(), ground.b()),
    )
}

const fn from_hex(hex: &str) -> Color {
    let digits = hex.as_bytes();
    Color::from_rgb(
        nibble(digits[0]) << 4 | nibble(digits[1]),
        nibble(digits[2]) << 4 | nibble(digits[3]),
        nibble(digits[4]) << 4 | nibble(digits[5]),
    )
}

const fn nibble(digit: u8) -> u8 {
    match digit {
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit - b'0',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.2.
    fn luminance(colour: Color) -> f64 {
        let linear = |channel: u8| {
            let srgb = f64::from(channel) / 255.0;
            if srgb <= 0.04045 {
                srgb / 12.92
            } else {
                ((srgb + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    /// Contrast ratio, WCAG 2.2.
    fn contrast(one: Color, other: Color) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[track_caller]
    fn check_contrast(text: Color, ground: Color, contrast_min: f64) {
        let found = contrast(text, ground);
        assert!(
            found >= contrast_min,
            "{text:?} on {ground:?} is {found:.2}:1"
        );
    }

    #[test]
    fn black_on_white_is_21_to_1() {
        assert!((contrast(Color::BLACK, Color::WHITE) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn every_text_is_readable_on_every_ground() {
        let texts = [
            TEXT, TEXT_MUTED, ACCENT, CRITICAL, IMPORTANT, POLISH, INFO, REFERENCE, MIX, LEVEL,
        ];
        for text in texts {
            for ground in [WINDOW, PANEL, RAISED, WELL] {
                check_contrast(text, ground, 4.5);
            }
        }
        for ground in [RAISED_HOVER, RAISED_ACTIVE] {
            check_contrast(TEXT, ground, 4.5);
        }
        for ground in [
            ACCENT,
            ACCENT_HOVER,
            ACCENT_ACTIVE,
            CRITICAL,
            IMPORTANT,
            POLISH,
            INFO,
        ] {
            check_contrast(ON_BRIGHT, ground, 4.5);
        }
    }

    #[test]
    fn lines_that_carry_meaning_stand_out_from_the_corridor() {
        // WCAG 2.2, 1.4.11: graphical objects need 3:1.
        let corridor = tint(REFERENCE, WELL, CORRIDOR_OPACITY_RATIO);
        check_contrast(MIX, corridor, 3.0);
        check_contrast(REFERENCE, corridor, 3.0);
    }

    #[test]
    fn severities_differ_without_hue() {
        // Lightness alone tells them apart in greyscale, and so to anybody.
        check_contrast(IMPORTANT, CRITICAL, 1.5);
        check_contrast(IMPORTANT, POLISH, 1.2);
        check_contrast(POLISH, CRITICAL, 1.2);
    }

    #[test]
    fn css_has_the_colours_of_the_constants() {
        assert!(THEME_COLOURS_CSS.contains("--background: #14171c;"));
        assert!(THEME_COLOURS_CSS.contains("--critical: #ff6a45;"));
        assert_eq!(CRITICAL, Color::from_rgb(0xff, 0x6a, 0x45));
    }

    #[test]
    fn tint_is_what_blending_gives() {
        assert_eq!(
            tint(Color::WHITE, Color::BLACK, 0.2),
            Color::from_rgb(51, 51, 51)
        );
    }
}
