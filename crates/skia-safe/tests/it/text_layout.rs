//! Where text goes, against the numbers in the font's own tables: 2816 units per em, ascender 2728,
//! descender -680, and the advances below.

use std::ops::Range;

use skia_safe::Color;
use skia_safe::FontArguments;
use skia_safe::FontStyle;
use skia_safe::font_arguments::VariationPosition;
use skia_safe::font_arguments::variation_position::Coordinate;
use skia_safe::font_style::Slant;
use skia_safe::font_style::Weight;
use skia_safe::font_style::Width;
use skia_safe::textlayout::FontCollection;
use skia_safe::textlayout::Paragraph;
use skia_safe::textlayout::ParagraphBuilder;
use skia_safe::textlayout::ParagraphStyle;
use skia_safe::textlayout::RectHeightStyle;
use skia_safe::textlayout::RectWidthStyle;
use skia_safe::textlayout::TextAlign;
use skia_safe::textlayout::TextDirection;
use skia_safe::textlayout::TextStyle;

use crate::support::inter;

/// At this size a unit of the font is a hundredth of a pixel.
const SIZE: f32 = 28.16;
const H: f32 = 20.84;
const DIGIT_ZERO: f32 = 17.60;
const SPACE: f32 = 7.92;
const LINE: f32 = 27.28 + 6.80;

fn text_style() -> TextStyle {
    let mut style = TextStyle::new();
    style
        .set_font_families(&["Inter"])
        .set_font_size(SIZE)
        .set_color(Color::BLACK);
    style
}

/// What vizia builds: the text, then a space of no width.
fn paragraph(text: &str, change: impl Fn(&mut ParagraphStyle)) -> Paragraph {
    let mut style = ParagraphStyle::new();
    change(&mut style);
    let mut builder = ParagraphBuilder::new(&style, inter());
    builder.push_style(&text_style());
    builder.add_text(text).add_text("\u{200B}");
    builder.build()
}

fn plain(text: &str, width: f32) -> Paragraph {
    let mut paragraph = paragraph(text, |_| {});
    paragraph.layout(width);
    paragraph
}

#[track_caller]
fn near(got: f32, expected: f32) {
    assert!((got - expected).abs() < 0.02, "{got} for {expected}");
}

fn rects(paragraph: &Paragraph, range: Range<usize>) -> Vec<(f32, f32, f32, f32)> {
    let boxes = paragraph.get_rects_for_range(range, RectHeightStyle::Tight, RectWidthStyle::Tight);
    boxes
        .iter()
        .map(|b| (b.rect.left, b.rect.top, b.rect.right, b.rect.bottom))
        .collect()
}

#[test]
fn widths_and_heights_are_those_of_the_font() {
    let paragraph = plain("HHH 0", 1.0e4);
    near(
        paragraph.max_intrinsic_width(),
        3.0 * H + SPACE + DIGIT_ZERO,
    );
    near(paragraph.min_intrinsic_width(), 3.0 * H);
    near(paragraph.height(), LINE);
    let line = paragraph.get_line_metrics_at(0).unwrap();
    near(line.ascent as f32, 27.28);
    near(line.baseline as f32, 27.28);
    near(line.height as f32, LINE);
    assert_eq!(paragraph.line_number(), 1);
}

#[test]
fn a_line_that_just_fits_is_not_broken_and_one_that_does_not_is() {
    let width = 2.0 * H + SPACE;
    assert_eq!(plain("H H", width).line_number(), 1);
    let broken = plain("H H", width - 0.1);
    assert_eq!(broken.line_number(), 2);
    near(broken.height(), 2.0 * LINE);
}

#[test]
fn words_longer_than_a_line_are_broken_too() {
    assert_eq!(plain("HHHHHH", 3.0 * H).line_number(), 2);
}

#[test]
fn without_a_limit_only_the_text_breaks_lines() {
    let paragraph = plain("H H H\nH", f32::MAX);
    let lines = paragraph.get_line_metrics();
    assert_eq!(lines.len(), 2);
    let first = &lines[0];
    assert_eq!(
        (
            first.start_index,
            first.end_index,
            first.end_including_newline
        ),
        (0, 5, 6)
    );
    assert!(first.hard_break && !lines[1].hard_break);
    assert_eq!((lines[1].start_index, lines[1].line_number), (6, 1));
}

#[test]
fn no_more_lines_than_asked_for() {
    let mut paragraph = paragraph("H H H H", |style| {
        style.set_max_lines(2);
    });
    paragraph.layout(H + 1.0);
    assert_eq!(paragraph.line_number(), 2);
    near(paragraph.height(), 2.0 * LINE);
}

#[test]
fn an_ellipsis_ends_a_single_line_that_is_too_long() {
    let mut paragraph = paragraph("HHHHHHHH", |style| {
        style.set_ellipsis("\u{2026}");
    });
    paragraph.layout(8.0 * H);
    assert_eq!(paragraph.line_number(), 1);
    near(
        paragraph.get_line_metrics_at(0).unwrap().width as f32,
        8.0 * H,
    );
    paragraph.layout(5.0 * H);
    assert_eq!(paragraph.line_number(), 1);
    let width = paragraph.get_line_metrics_at(0).unwrap().width as f32;
    assert!(width <= 5.0 * H && width > 4.0 * H, "{width}");
    // And back again when there is room.
    paragraph.layout(8.0 * H);
    near(
        paragraph.get_line_metrics_at(0).unwrap().width as f32,
        8.0 * H,
    );
}

#[test]
fn an_ellipsis_ends_the_last_of_several_lines() {
    let mut paragraph = paragraph("HH HH HH HH", |style| {
        style.set_ellipsis("\u{2026}").set_max_lines(2);
    });
    paragraph.layout(4.0 * H);
    assert_eq!(paragraph.line_number(), 2);
    let lines = paragraph.get_line_metrics();
    near(lines[0].width as f32, 2.0 * H);
    assert!(lines[1].width as f32 <= 4.0 * H + 0.02 && lines[1].width as f32 > 2.0 * H + 1.0);
}

#[test]
fn no_room_at_all_leaves_the_ellipsis() {
    let mut paragraph = paragraph("HHHH", |style| {
        style.set_ellipsis("\u{2026}");
    });
    for width in [0.0, -5.0, f32::NAN, 1.0] {
        paragraph.layout(width);
        assert_eq!(paragraph.line_number(), 1);
    }
}

#[test]
fn lines_are_set_against_their_side() {
    let cases = [
        (TextAlign::Left, TextDirection::LTR, 0.0),
        (TextAlign::Center, TextDirection::LTR, 50.0 - H / 2.0),
        (TextAlign::Right, TextDirection::LTR, 100.0 - H),
        (TextAlign::Start, TextDirection::RTL, 100.0 - H),
        (TextAlign::End, TextDirection::RTL, 0.0),
    ];
    for (align, direction, left) in cases {
        let mut paragraph = paragraph("H", |style| {
            style.set_text_align(align).set_text_direction(direction);
        });
        paragraph.layout(100.0);
        near(paragraph.get_line_metrics_at(0).unwrap().left as f32, left);
        near(rects(&paragraph, 0..1)[0].0, left);
    }
}

#[test]
fn justified_lines_reach_both_sides_but_for_the_last() {
    let mut paragraph = paragraph("H H H H", |style| {
        style.set_text_align(TextAlign::Justify);
    });
    paragraph.layout(3.0 * H);
    near(rects(&paragraph, 2..3)[0].2, 3.0 * H);
    near(rects(&paragraph, 6..7)[0].0, H + SPACE);
}

#[test]
fn boxes_surround_the_letters_between_two_positions() {
    let paragraph = plain("HH0H", 1.0e4);
    let boxes = rects(&paragraph, 1..3);
    assert_eq!(boxes.len(), 1);
    let (left, top, right, bottom) = boxes[0];
    near(left, H);
    near(right, 2.0 * H + DIGIT_ZERO);
    near(top, 0.0);
    near(bottom, LINE);
    assert!(rects(&paragraph, 2..2).is_empty());
}

#[test]
fn boxes_on_two_lines_are_two() {
    let paragraph = plain("HH HH", 2.5 * H);
    let boxes = rects(&paragraph, 1..4);
    assert_eq!(boxes.len(), 2);
    near(boxes[1].1, LINE);
}

#[test]
fn a_click_finds_the_nearer_side_of_a_letter() {
    let paragraph = plain("HHHH", 1.0e4);
    let position = |x: f32, y: f32| paragraph.get_glyph_position_at_coordinate((x, y)).position;
    let found = [
        (-5.0, 0),
        (0.4 * H, 0),
        (0.6 * H, 1),
        (2.4 * H, 2),
        (3.9 * H, 4),
        (900.0, 4),
    ];
    for (x, expected) in found {
        assert_eq!(position(x, 10.0), expected, "at {x}");
    }
    assert_eq!((position(0.6 * H, -99.0), position(0.6 * H, 999.0)), (1, 1));
}

#[test]
fn a_click_on_the_second_line_finds_its_letters() {
    let paragraph = plain("HH\nHH", 1.0e4);
    let position = |x: f32, y: f32| paragraph.get_glyph_position_at_coordinate((x, y)).position;
    assert_eq!(
        (
            position(0.1, LINE + 5.0),
            position(900.0, 5.0),
            position(900.0, LINE + 5.0)
        ),
        (3, 2, 5)
    );
    assert_eq!(
        (
            paragraph.get_line_number_at(1),
            paragraph.get_line_number_at(4)
        ),
        (Some(0), Some(1))
    );
}

#[test]
fn positions_count_utf16_where_skia_does_and_bytes_where_it_does() {
    // An e with an accent is two bytes and one unit.
    let paragraph = plain("\u{e9}HH", 1.0e4);
    let cluster = paragraph.get_glyph_cluster_at(2).unwrap();
    assert_eq!(cluster.text_range, 2..3);
    near(rects(&paragraph, 1..2)[0].0, cluster.bounds.left);
    assert_eq!(
        paragraph
            .get_glyph_position_at_coordinate((900.0, 5.0))
            .position,
        3
    );
}

#[test]
fn the_caret_has_a_place_at_every_byte_and_after_the_last() {
    let text = "HH H";
    for width in [f32::MAX, 30.0, 0.0] {
        let paragraph = plain(text, width);
        for index in 0..=text.len() {
            let cluster = paragraph.get_glyph_cluster_at(index).unwrap();
            let line = paragraph.get_line_number_at(index).unwrap();
            assert!(cluster.bounds.height() > 0.0 && paragraph.get_line_metrics_at(line).is_some());
        }
        assert_eq!(paragraph.get_glyph_cluster_at(99), None);
    }
}

#[test]
fn the_cluster_closest_to_a_point_is_found() {
    let paragraph = plain("H0H", 1.0e4);
    let cluster = paragraph
        .get_closest_glyph_cluster_at((H + 3.0, 500.0))
        .unwrap();
    assert_eq!(cluster.text_range, 1..2);
    near(cluster.bounds.width(), DIGIT_ZERO);
}

#[test]
fn right_to_left_letters_run_from_the_right() {
    let paragraph = plain("\u{5d0}\u{5d1}", 1.0e4);
    let first = paragraph.get_glyph_cluster_at(0).unwrap();
    let second = paragraph.get_glyph_cluster_at(2).unwrap();
    assert_eq!(first.position, TextDirection::RTL);
    assert!(first.bounds.left >= second.bounds.right - 0.01);
}

#[test]
fn heavier_weights_are_wider() {
    let width = |style: &TextStyle| {
        let mut builder = ParagraphBuilder::new(&ParagraphStyle::new(), inter());
        builder.push_style(style).add_text("Hamburg");
        builder.build().max_intrinsic_width()
    };
    let regular = width(&text_style());
    let mut bold = text_style();
    bold.set_font_style(FontStyle::new(
        Weight::from(700),
        Width::NORMAL,
        Slant::Upright,
    ));
    let mut varied = text_style();
    let coordinates = [Coordinate {
        axis: ('w', 'g', 'h', 't').into(),
        value: 700.0,
    }];
    let position = VariationPosition {
        coordinates: &coordinates,
    };
    varied.set_font_arguments(&FontArguments::new().set_variation_design_position(position));
    assert!(width(&bold) > regular + 2.0);
    near(width(&bold), width(&varied));
}

#[test]
fn styles_follow_their_text() {
    let mut builder = ParagraphBuilder::new(&ParagraphStyle::new(), inter());
    let mut large = text_style();
    large.set_font_size(2.0 * SIZE);
    builder.push_style(&text_style()).add_text("H");
    builder.push_style(&large).add_text("H");
    builder.pop().add_text("H");
    let mut paragraph = builder.build();
    paragraph.layout(f32::MAX);
    near(paragraph.max_intrinsic_width(), 4.0 * H);
    near(paragraph.height(), 2.0 * LINE);
    near(rects(&paragraph, 2..3)[0].0, 3.0 * H);
}

#[test]
fn without_any_font_there_is_still_a_line_for_the_caret() {
    let mut builder = ParagraphBuilder::new(&ParagraphStyle::new(), FontCollection::new());
    let mut paragraph = builder.push_style(&text_style()).add_text("lost").build();
    paragraph.layout(100.0);
    assert_eq!(paragraph.line_number(), 1);
    assert!(
        paragraph.get_glyph_cluster_at(2).is_some() && paragraph.get_line_metrics_at(0).is_some()
    );
    assert_eq!(
        paragraph
            .get_glyph_position_at_coordinate((5.0, 5.0))
            .position,
        0
    );
}
