//! People, their roles, and what each role may do. Everything not named here is refused.

use crate::id::{PersonId, TokenId};
use crate::words::{Language, Say};
use serde::{Deserialize, Serialize};

/// A person may hold several roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Viewer,
    Operator,
    Quality,
    Planner,
    Programmer,
    Manager,
    Admin,
}

impl Role {
    pub const ALL: [Self; 7] = [
        Self::Viewer,
        Self::Operator,
        Self::Quality,
        Self::Planner,
        Self::Programmer,
        Self::Manager,
        Self::Admin,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Operator => "operator",
            Self::Quality => "quality",
            Self::Planner => "planner",
            Self::Programmer => "programmer",
            Self::Manager => "manager",
            Self::Admin => "admin",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == text)
    }

    /// As people call it, within a sentence; codes are for scripts.
    pub const fn word(self, language: Language) -> &'static str {
        let (german, english) = match self {
            Self::Viewer => ("Ansicht", "viewer"),
            Self::Operator => ("Verfilmung", "operator"),
            Self::Quality => ("Qualität", "quality"),
            Self::Planner => ("Planung", "planner"),
            Self::Programmer => ("Programmierung", "programmer"),
            Self::Manager => ("Leitung", "manager"),
            Self::Admin => ("Verwaltung", "administrator"),
        };
        match language {
            Language::German => german,
            Language::English => english,
        }
    }
}

/// A set of roles, in the order of [`Role::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roles(Vec<Role>);

impl Roles {
    pub fn new(roles: impl IntoIterator<Item = Role>) -> Self {
        let mut roles: Vec<Role> = roles.into_iter().collect();
        roles.sort();
        roles.dedup();
        Self(roles)
    }

    pub fn all() -> Self {
        Self::new(Role::ALL)
    }

    /// Reads `operator,planner`; `None` where a word is no role.
    pub fn parse(text: &str) -> Option<Self> {
        let words = text.split([',', ' ']).filter(|word| !word.is_empty());
        words.map(Role::parse).collect::<Option<Vec<_>>>().map(Self::new)
    }

    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = Role> + '_ {
        self.0.iter().copied()
    }

    /// As kept in the database: `operator,planner`.
    pub fn text(&self) -> String {
        self.0.iter().map(|role| role.code()).collect::<Vec<_>>().join(",")
    }
}

impl Say for Roles {
    /// `Verfilmung, Planung` or `operator, planner`.
    fn say(&self, language: Language) -> String {
        self.0.iter().map(|role| role.word(language)).collect::<Vec<_>>().join(", ")
    }
}

/// Somebody who signs in. The password is no fact of the lab and is kept apart, outside the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: PersonId,
    /// Unique, and what the ledger writes.
    pub name: String,
    pub roles: Roles,
    /// A person who left keeps the name in the ledger and can no longer sign in.
    pub active: bool,
}

/// A key for scripts and machines. Only the digest of its secret is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    pub id: TokenId,
    /// What uses it, as the ledger writes it.
    pub label: String,
    pub roles: Roles,
    /// SHA-256 of the secret, hexadecimal.
    pub digest: String,
    pub active: bool,
}

/// What a command asks of its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Register projects, accept plans, deliver.
    Plan,
    /// Start and finish attempts.
    Film,
    /// Reserve and release numbers.
    Reserve,
    /// Void a number for ever.
    Void,
    /// Develop, accept and reject films.
    Inspect,
    /// Measure, place and write off temp rolls, take stock.
    Stock,
    /// Take over files of the machine, settle findings.
    Evidence,
    /// Import, renumber, delete and restore programs, reserve their numbers.
    Program,
    /// Change the ranges of program numbers.
    Ranges,
    /// Change the lab's settings.
    Settings,
    /// Add people, give roles, make API tokens.
    People,
    /// Found the lab: only at its own console, once.
    Found,
    /// What the lab does by itself, such as releasing what is over.
    Housekeep,
}

impl Right {
    pub const ALL: [Self; 13] = [
        Self::Plan,
        Self::Film,
        Self::Reserve,
        Self::Void,
        Self::Inspect,
        Self::Stock,
        Self::Evidence,
        Self::Program,
        Self::Ranges,
        Self::Settings,
        Self::People,
        Self::Found,
        Self::Housekeep,
    ];

    /// The roles that have this right. The one table of rights.
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::Plan => &[Role::Planner, Role::Admin],
            Self::Film => &[Role::Operator, Role::Admin],
            Self::Reserve => &[Role::Planner, Role::Admin],
            Self::Void | Self::Inspect => &[Role::Quality, Role::Admin],
            Self::Stock | Self::Evidence => &[Role::Operator, Role::Quality, Role::Admin],
            Self::Program => &[Role::Programmer, Role::Admin],
            Self::Ranges => &[Role::Programmer, Role::Manager, Role::Admin],
            Self::Settings => &[Role::Manager, Role::Admin],
            Self::People => &[Role::Admin],
            Self::Found | Self::Housekeep => &[],
        }
    }
}

/// Who acts: a person, a script with a token, or somebody at the server's own console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// As written into the ledger.
    pub name: String,
    pub roles: Roles,
    /// At the console of the server itself, where the data lie open anyway.
    pub console: bool,
}

impl Actor {
    pub fn person(name: impl Into<String>, roles: Roles) -> Self {
        Self { name: name.into(), roles, console: false }
    }

    pub fn console() -> Self {
        Self { name: "console".to_owned(), roles: Roles::all(), console: true }
    }

    /// The lab itself, where nobody asked: it may do what no role may, and nothing else.
    pub fn lab() -> Self {
        Self { name: "Rollcall".to_owned(), roles: Roles::default(), console: true }
    }

    /// Default deny: only the table in [`Right::roles`] opens a right; founding needs the console.
    pub fn may(&self, right: Right) -> bool {
        match right {
            Right::Found | Right::Housekeep => self.console,
            _ => right.roles().iter().any(|role| self.roles.has(*role)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_may_do_what_no_role_of_theirs_names() {
        let nobody = Actor::person("Nobody", Roles::default());
        let viewer = Actor::person("Viewer", Roles::new([Role::Viewer]));
        for right in Right::ALL {
            assert!(!nobody.may(right), "{right:?}");
            assert!(!viewer.may(right), "{right:?}");
        }
    }

    #[test]
    fn an_operator_films_but_neither_plans_nor_voids() {
        let operator = Actor::person("Operator 1", Roles::new([Role::Operator]));
        assert!(operator.may(Right::Film));
        assert!(!operator.may(Right::Plan) && !operator.may(Right::Void) && !operator.may(Right::People));
    }

    #[test]
    fn only_the_console_founds_a_lab() {
        assert!(!Actor::person("Admin", Roles::all()).may(Right::Found));
        assert!(Actor::console().may(Right::Found));
    }
}
