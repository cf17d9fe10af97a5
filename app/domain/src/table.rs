//! Rows in memory that remember which of them changed.

use std::collections::{BTreeMap, BTreeSet};

/// The rows of one table that a batch works on. What was changed is written back as a set, once.
#[derive(Clone, Debug)]
pub struct Table<K, V> {
    rows: BTreeMap<K, V>,
    changed: BTreeSet<K>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), changed: BTreeSet::new() }
    }
}

impl<K: Ord + Copy, V> Table<K, V> {
    /// A row as the database has it; a row already worked on is left alone.
    pub fn load(&mut self, key: K, row: V) {
        self.rows.entry(key).or_insert(row);
    }

    /// A new or replaced row.
    pub fn put(&mut self, key: K, row: V) {
        self.rows.insert(key, row);
        self.changed.insert(key);
    }

    pub fn get(&self, key: K) -> Option<&V> {
        self.rows.get(&key)
    }

    pub fn contains(&self, key: K) -> bool {
        self.rows.contains_key(&key)
    }

    /// Changes a row that is there; `None` where it was not loaded.
    pub fn change<R>(&mut self, key: K, change: impl FnOnce(&mut V) -> R) -> Option<R> {
        let row = self.rows.get_mut(&key)?;
        self.changed.insert(key);
        Some(change(row))
    }

    pub fn iter(&self) -> impl Iterator<Item = (K, &V)> {
        self.rows.iter().map(|(key, row)| (*key, row))
    }

    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.rows.values()
    }

    /// The rows changed since they were loaded, in the order of their keys.
    pub fn changed(&self) -> impl Iterator<Item = &V> {
        self.changed.iter().filter_map(|key| self.rows.get(key))
    }

    /// What was changed has been written.
    pub fn settle(&mut self) {
        self.changed.clear();
    }

    /// Like [`Table::changed`], with keys.
    pub fn changed_entries(&self) -> impl Iterator<Item = (K, &V)> {
        self.changed.iter().filter_map(|key| self.rows.get(key).map(|row| (*key, row)))
    }
}
