//! Bounded caches, one per thread.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::hash::Hash;
use std::hash::Hasher;

/// Keeps what was used lately within a budget.
///
/// Two generations: entries are added to the young one and come back to it when found in the old
/// one. When the young one has taken half the budget it becomes the old one, and what nobody asked
/// for in the meantime goes. No list to keep in order, and never more than the budget in memory
/// (but for one entry that is larger than half of it).
#[derive(Debug)]
pub(crate) struct Cache<K, V> {
    young: Map<K, V>,
    old: Map<K, V>,
    young_size: usize,
    budget: usize,
}

/// Values and what each takes of the budget.
type Map<K, V> = HashMap<K, (V, usize), BuildHasherDefault<QuickHasher>>;

impl<K: Hash + Eq, V: Clone> Cache<K, V> {
    pub(crate) fn new(budget: usize) -> Self {
        Self {
            young: Map::default(),
            old: Map::default(),
            young_size: 0,
            budget,
        }
    }

    pub(crate) fn get<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        if let Some((value, _)) = self.young.get(key) {
            return Some(value.clone());
        }
        let (key, (value, size)) = self.old.remove_entry(key)?;
        self.insert(key, value.clone(), size);
        Some(value)
    }

    pub(crate) fn insert(&mut self, key: K, value: V, size: usize) {
        if self.young_size + size > self.budget / 2 {
            std::mem::swap(&mut self.young, &mut self.old);
            self.young.clear();
            self.young_size = 0;
        }
        self.young_size += size;
        self.young.insert(key, (value, size));
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::new(self.budget);
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }
}

/// Multiply and rotate per word: the keys are our own, so nobody is out to make them collide.
#[derive(Debug, Default)]
pub(crate) struct QuickHasher(u64);

impl QuickHasher {
    fn add(&mut self, word: u64) {
        // An odd constant from the golden ratio spreads every input bit over the upper half.
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word));
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.add(u64::from(word));
    }

    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }

    fn write_usize(&mut self, word: usize) {
        self.add(word as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_stays_and_the_budget_holds() {
        let mut cache = Cache::new(100);
        for i in 0..1000u32 {
            cache.insert(i, i, 1);
            assert_eq!(cache.get(&0), Some(0), "lost at {i}");
            assert!(cache.len() <= 101);
        }
        assert_eq!(cache.get(&500), None);
    }

    #[test]
    fn clearing_forgets_everything() {
        let mut cache = Cache::new(10);
        cache.insert(1, 1, 1);
        cache.clear();
        assert_eq!((cache.get(&1), cache.len()), (None, 0));
    }

    #[test]
    fn an_entry_larger_than_the_budget_is_kept_alone() {
        let mut cache = Cache::new(10);
        cache.insert("large", 1, 50);
        cache.insert("small", 2, 1);
        assert_eq!((cache.get("small"), cache.len()), (Some(2), 2));
    }
}
