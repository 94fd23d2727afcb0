//! The fonts paragraphs choose from.

use std::sync::Arc;
use std::sync::Mutex;

use parley::FontContext;
use parley::LayoutContext;
use parley::fontique::Collection;
use parley::fontique::CollectionOptions;
use parley::fontique::SourceCache;

use crate::text::font::FontMgr;
use crate::text::font::Typeface;
use crate::text::lock;

/// Fonts the application brings along. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct TypefaceFontProvider(Arc<Mutex<Vec<Typeface>>>);

impl TypefaceFontProvider {
    /// No fonts yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a font under the family name in its file; gives the number of fonts added. An alias is
    /// not kept, as nobody asks for one.
    pub fn register_typeface<'a>(
        &mut self,
        typeface: Typeface,
        _alias: impl Into<Option<&'a str>>,
    ) -> usize {
        lock(&self.0).push(typeface);
        1
    }

    pub(crate) fn typefaces(&self) -> Vec<Typeface> {
        lock(&self.0).clone()
    }

    /// Those after the first `known`.
    fn newer(&self, known: usize) -> Vec<Typeface> {
        lock(&self.0).get(known..).unwrap_or_default().to_vec()
    }
}

/// The fonts paragraphs are set in: those of the application, and those of the system once a default
/// manager is set. Clones share everything.
#[derive(Clone)]
pub struct FontCollection(Arc<Mutex<Fonts>>);

/// What shaping works with.
pub(crate) struct Fonts {
    pub context: FontContext,
    pub layout: LayoutContext<u32>,
    /// Families of the application's own fonts, the last resort for any text.
    pub asset_families: Vec<String>,
    assets: Option<TypefaceFontProvider>,
    registered: usize,
}

impl FontCollection {
    /// No fonts yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(Fonts {
            context: font_context(SystemFonts::Ignored),
            layout: LayoutContext::new(),
            asset_families: Vec::new(),
            assets: None,
            registered: 0,
        })))
    }

    /// Uses the fonts of the system where a text names one, or none of its own has the letters.
    pub fn set_default_font_manager<'a>(
        &mut self,
        font_manager: impl Into<Option<FontMgr>>,
        _default_family_name: impl Into<Option<&'a str>>,
    ) {
        let system = if font_manager.into().is_some() {
            SystemFonts::Used
        } else {
            SystemFonts::Ignored
        };
        let mut fonts = lock(&self.0);
        fonts.context = font_context(system);
        fonts.register_again();
    }

    /// Uses the fonts of a provider.
    pub fn set_asset_font_manager(&mut self, font_manager: impl Into<Option<FontMgr>>) {
        let mut fonts = lock(&self.0);
        fonts.assets = font_manager.into().and_then(|manager| manager.assets);
        fonts.register_again();
    }

    /// Calls `work` with all fonts there are by now.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut Fonts) -> R) -> R {
        let mut fonts = lock(&self.0);
        fonts.register_new();
        work(&mut fonts)
    }
}

impl Default for FontCollection {
    fn default() -> Self {
        Self::new()
    }
}

impl From<&FontCollection> for FontCollection {
    fn from(collection: &FontCollection) -> Self {
        collection.clone()
    }
}

impl Fonts {
    fn register_again(&mut self) {
        self.registered = 0;
        self.asset_families.clear();
    }

    fn register_new(&mut self) {
        let Some(assets) = &self.assets else { return };
        for typeface in assets.newer(self.registered) {
            self.registered += 1;
            for (family, _) in self.context.collection.register_fonts(typeface.blob, None) {
                let name = self
                    .context
                    .collection
                    .family_name(family)
                    .map(str::to_owned);
                self.asset_families.extend(name);
            }
        }
        self.asset_families.dedup();
    }
}

enum SystemFonts {
    Used,
    Ignored,
}

fn font_context(system: SystemFonts) -> FontContext {
    let system_fonts = matches!(system, SystemFonts::Used);
    let collection = Collection::new(CollectionOptions {
        shared: false,
        system_fonts,
    });
    // Not the default context, which would look through all fonts of the system once more.
    FontContext {
        collection,
        source_cache: SourceCache::default(),
    }
}
