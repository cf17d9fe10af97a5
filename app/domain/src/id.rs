//! Row ids: counted by the lab's head row, one count for each noun, never reused.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(u64);

        impl $name {
            pub const fn new(id: u64) -> Self {
                Self(id)
            }

            pub const fn get(self) -> u64 {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A registered project.
    ProjectId,
    /// A roll of a plan.
    RollId,
    /// One exposure of one roll on one piece of film.
    AttemptId,
    /// A physical reel of film.
    ReelId,
    /// What physically remains of a reel (Restfilm).
    TempRollId,
    /// A person who signs in.
    PersonId,
    /// A key with which a script or a machine uses the API.
    TokenId,
    /// An index handed over to the customer.
    DeliveryId,
    /// A film that is made again.
    ReworkId,
    /// A run of the processor (Entwicklung).
    RunId,
    /// What a customer found wrong (Reklamation).
    ComplaintId,
    /// A file of the machine that belongs to no attempt.
    MachineFileId,
    /// Something such a file says that somebody must decide on.
    FindingId,
    /// A program of the shop; its number is another thing.
    ProgramId,
}

impl ComplaintId {
    /// As written on letters: `K-0012`.
    pub fn label(self) -> String {
        format!("K-{:04}", self.0)
    }

    /// Reads `K-0012`, `k-12` or `12`.
    pub fn parse_label(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("K-").or_else(|| text.strip_prefix("k-")).unwrap_or(text);
        digits.parse().ok().map(Self)
    }
}

impl ProgramId {
    /// As a sentence calls a program that never had a number: `P-0012`.
    pub fn label(self) -> String {
        format!("P-{:04}", self.0)
    }

    /// Reads `P-0012` or `p-12`.
    pub fn parse_label(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("P-").or_else(|| text.strip_prefix("p-"))?;
        digits.parse().ok().map(Self)
    }
}

impl ReelId {
    /// As written on the box: `R-0219`.
    pub fn label(self) -> String {
        format!("R-{:04}", self.0)
    }
}

impl FindingId {
    /// As people write it: `B-0012` (Befund).
    pub fn label(self) -> String {
        format!("B-{:04}", self.0)
    }

    /// Reads `B-0012`, `b-12` or `12`.
    pub fn parse_label(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("B-").or_else(|| text.strip_prefix("b-")).unwrap_or(text);
        digits.parse().ok().map(Self)
    }
}

impl RunId {
    /// As written on the tray: `E-0012`.
    pub fn label(self) -> String {
        format!("E-{:04}", self.0)
    }

    /// Reads `E-0012`, `e-12` or `12`.
    pub fn parse_label(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("E-").or_else(|| text.strip_prefix("e-")).unwrap_or(text);
        digits.parse().ok().map(Self)
    }
}

impl TempRollId {
    /// As written on its tag: `T-0087`.
    pub fn label(self) -> String {
        format!("T-{:04}", self.0)
    }

    /// Reads `T-0087`, `t-87` or `87`.
    pub fn parse_label(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("T-").or_else(|| text.strip_prefix("t-")).unwrap_or(text);
        digits.parse().ok().map(Self)
    }
}
