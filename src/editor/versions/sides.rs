//! What is compared when the person chooses one of the sides.

use crate::model::history::Side;
use crate::model::version::VersionHead;
use crate::model::version::VersionId;

/// The sides, earlier one first.
pub(super) type Sides = (Side, Side);

/// The last two versions.
#[must_use]
pub(super) fn newest(versions: &[VersionHead]) -> Option<Sides> {
    match versions {
        [.., before, after] => Some((Side::Version(before.id), Side::Version(after.id))),
        _ => None,
    }
}

/// The sides with another later one. `None` when there is nothing it could be compared with.
#[must_use]
pub(super) fn with_after(
    versions: &[VersionHead],
    now: Option<Sides>,
    after: Side,
) -> Option<Sides> {
    let kept = now
        .map(|(before, _)| before)
        .filter(|before| *before != after);
    let before = kept.or_else(|| preceding(versions, after))?;
    Some((before, after))
}

/// The sides with another earlier one. `None` when there is nothing it could be compared with.
#[must_use]
pub(super) fn with_before(
    versions: &[VersionHead],
    now: Option<Sides>,
    before: VersionId,
) -> Option<Sides> {
    let before = Side::Version(before);
    let kept = now.map(|(_, after)| after).filter(|after| *after != before);
    let newest = || {
        let last = versions.last().map(|head| Side::Version(head.id));
        last.filter(|last| *last != before)
    };
    let swapped = || {
        now.map(|(earlier, _)| earlier)
            .filter(|side| *side != before)
    };
    let after = kept.or_else(swapped).or_else(newest)?;
    Some((before, after))
}

/// The version that was worked on before it.
fn preceding(versions: &[VersionHead], side: Side) -> Option<Side> {
    let Side::Version(id) = side else {
        return versions.last().map(|head| Side::Version(head.id));
    };
    let place = versions.iter().position(|head| head.id == id)?;
    let before = versions.get(place.checked_sub(1)?)?;
    Some(Side::Version(before.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::sample;

    fn side(number: u32) -> Side {
        Side::Version(sample::head(number).id)
    }

    fn versions(count: u32) -> Vec<VersionHead> {
        (1..=count).map(sample::head).collect()
    }

    #[test]
    fn last_two_are_compared_from_the_second_on() {
        assert_eq!(newest(&versions(1)), None);
        assert_eq!(newest(&versions(3)), Some((side(2), side(3))));
    }

    #[test]
    fn other_side_stays_where_it_can() {
        let versions = versions(4);
        let now = Some((side(2), side(4)));
        assert_eq!(
            with_after(&versions, now, side(3)),
            Some((side(2), side(3)))
        );
        assert_eq!(
            with_after(&versions, now, Side::Live),
            Some((side(2), Side::Live))
        );
        assert_eq!(
            with_before(&versions, now, sample::head(1).id),
            Some((side(1), side(4)))
        );
    }

    #[test]
    fn version_is_never_compared_with_itself() {
        let versions = versions(4);
        let now = Some((side(3), side(4)));
        assert_eq!(
            with_after(&versions, now, side(3)),
            Some((side(2), side(3)))
        );
        assert_eq!(
            with_before(&versions, now, sample::head(4).id),
            Some((side(4), side(3)))
        );
        assert_eq!(
            with_after(&versions, Some((side(1), side(2))), side(1)),
            None
        );
    }

    #[test]
    fn single_version_is_compared_with_now_only() {
        let versions = versions(1);
        assert_eq!(with_after(&versions, None, side(1)), None);
        assert_eq!(with_before(&versions, None, sample::head(1).id), None);
        assert_eq!(
            with_after(&versions, None, Side::Live),
            Some((side(1), Side::Live))
        );
    }
}
