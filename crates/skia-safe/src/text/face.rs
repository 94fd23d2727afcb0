//! Fonts as they are used: at one place on their axes, possibly emboldened or slanted.

use std::cell::Cell;
use std::cell::RefCell;
use std::sync::Arc;

use parley::FontData;

use crate::cache::Cache;

/// Faces kept per thread. An editor uses a handful.
const FACES_MAX: usize = 512;

/// A font, ready to give glyphs.
#[derive(Debug)]
pub(crate) struct Face {
    /// Never used for another face, so that it can stand for this one in caches.
    pub id: u32,
    pub font: FontData,
    /// Normalised places on the axes, in 2.14 fixed point.
    pub coordinates: Box<[i16]>,
    pub look: Look,
}

/// What is done to outlines because no font of the wanted style was found.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Look {
    AsDrawn,
    /// Emboldened or not, and slanted by whole degrees.
    Synthetic {
        is_bold: bool,
        slant_deg: i32,
    },
}

impl Look {
    pub(crate) fn is_bold(self) -> bool {
        matches!(self, Self::Synthetic { is_bold: true, .. })
    }

    pub(crate) fn slant_deg(self) -> i32 {
        if let Self::Synthetic { slant_deg, .. } = self {
            slant_deg
        } else {
            0
        }
    }
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    blob: u64,
    index: u32,
    coordinates: Box<[i16]>,
    look: Look,
}

thread_local! {
    static FACES: RefCell<Cache<Key, Arc<Face>>> = RefCell::new(Cache::new(FACES_MAX));
    static NEXT_ID: Cell<u32> = const { Cell::new(0) };
}

/// Lets go of all faces, and with them of the fonts that nothing else uses: every window opens its
/// own.
pub(crate) fn purge() {
    FACES.with_borrow_mut(Cache::clear);
}

/// The face of a shaped run.
pub(crate) fn face_of(run: &parley::layout::Run<'_, u32>) -> Arc<Face> {
    let font = run.font();
    let synthesis = run.synthesis();
    let (is_bold, slant_deg) = (
        synthesis.embolden(),
        synthesis.skew().map_or(0, |deg| deg as i32),
    );
    let look = if is_bold || slant_deg != 0 {
        Look::Synthetic { is_bold, slant_deg }
    } else {
        Look::AsDrawn
    };
    let coordinates: Box<[i16]> = run
        .normalized_coords()
        .iter()
        .map(|c| c.to_bits())
        .collect();
    let key = Key {
        blob: font.data.id(),
        index: font.index,
        coordinates,
        look,
    };
    FACES.with_borrow_mut(|faces| {
        faces.get(&key).unwrap_or_else(|| {
            let id = NEXT_ID.get();
            NEXT_ID.set(id.wrapping_add(1));
            let face = Arc::new(Face {
                id,
                font: font.clone(),
                coordinates: key.coordinates.clone(),
                look,
            });
            faces.insert(key, Arc::clone(&face), 1);
            face
        })
    })
}
