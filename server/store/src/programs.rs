//! Programs, their versions, the ranges, and who holds a program number.

use crate::db::{Columns, Value, json};
use crate::error::StoreError;
use crate::row::Row;
use domain::id::ProgramId;
use domain::program::fingerprint::Digest;
use domain::program::{
    Imprint, Origin, Program, ProgramHeld, ProgramHolding, ProgramNumber, ProgramStage, ProgramText,
    ProgramVersion, RangeVersion, RoundSize, SizeSource,
};
use domain::time::Timestamp;

impl Row for RangeVersion {
    const TABLE: &'static str = "range_table";
    const COLUMNS: &'static [&'static str] = &["version", "name", "body", "loaded", "loaded_by"];
    const KEY: &'static [&'static str] = &["version"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        Ok(vec![
            self.version.into(),
            self.table.name.as_str().into(),
            json(&self.table)?.into(),
            self.at.millis().into(),
            self.by.as_str().into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            version: row.small("version")?,
            table: row.json("body")?,
            at: Timestamp::from_millis(row.number("loaded")?),
            by: row.text("loaded_by")?,
        })
    }
}

impl Row for ProgramHeld {
    const TABLE: &'static str = "program_holding";
    const COLUMNS: &'static [&'static str] =
        &["number", "kind", "program", "purpose", "reason", "until_at", "since", "held_by", "entry"];
    const KEY: &'static [&'static str] = &["number"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        let (kind, purpose, reason) = match &self.holding {
            ProgramHolding::Returned { reason } => ("returned", None, Some(reason)),
            ProgramHolding::Reserved { purpose, .. } => ("reserved", Some(purpose), None),
            ProgramHolding::InUse { .. } => ("in_use", None, None),
            ProgramHolding::Cooling { reason, .. } => ("cooling", None, Some(reason)),
            ProgramHolding::Retired { reason } => ("retired", None, Some(reason)),
        };
        Ok(vec![
            self.number.value().into(),
            kind.into(),
            self.holding.program().map(ProgramId::get).into(),
            purpose.cloned().into(),
            reason.cloned().into(),
            self.holding.until().map(Timestamp::millis).into(),
            self.since.millis().into(),
            self.by.as_str().into(),
            self.entry.into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let program = row.optional_unsigned("program")?.map(ProgramId::new);
        let until = row.optional_number("until_at")?.map(Timestamp::from_millis);
        let reason = || row.required("reason", row.optional_text("reason")?);
        let holding = match row.text("kind")?.as_str() {
            "returned" => ProgramHolding::Returned { reason: reason()? },
            "reserved" => {
                let purpose = row.required("purpose", row.optional_text("purpose")?)?;
                ProgramHolding::Reserved { purpose, until }
            }
            "in_use" => ProgramHolding::InUse { program: row.required("program", program)? },
            "cooling" => {
                let until = row.required("until_at", until)?;
                ProgramHolding::Cooling { until, reason: reason()?, program }
            }
            "retired" => ProgramHolding::Retired { reason: reason()? },
            other => return Err(row.corrupt("kind", other)),
        };
        Ok(Self {
            number: row.required("number", ProgramNumber::from_value(row.small("number")?))?,
            holding,
            since: Timestamp::from_millis(row.number("since")?),
            by: row.text("held_by")?,
            entry: row.unsigned("entry")?,
        })
    }
}

/// The numbers a program names, as its column keeps them: `74035,63121`; empty where it names none.
fn names_text(names: &[ProgramNumber]) -> String {
    names.iter().map(|number| number.value().to_string()).collect::<Vec<_>>().join(",")
}

impl Row for Program {
    const TABLE: &'static str = "program";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "stage",
        "reason",
        "since",
        "version",
        "digest",
        "fingerprint",
        "size_bytes",
        "inner_number",
        "title",
        "round_size",
        "size_source",
        "turned",
        "names",
        "manual_size",
        "notes",
        "earlier",
        "revision",
    ];
    const KEY: &'static [&'static str] = &["id"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        let reason = match &self.stage {
            ProgramStage::Live => None,
            ProgramStage::Trashed { reason } | ProgramStage::Purged { reason } => Some(reason.clone()),
        };
        let imprint = &self.imprint;
        let thousandths = |size: RoundSize| u64::from(size.thousandths());
        Ok(vec![
            self.id.get().into(),
            self.stage.code().into(),
            reason.into(),
            self.since.millis().into(),
            self.version.into(),
            imprint.digest.to_string().into(),
            imprint.fingerprint.map(|digest| digest.to_string()).into(),
            imprint.size_bytes.into(),
            imprint.number.map(|number| u64::from(number.value())).into(),
            imprint.title.as_str().into(),
            imprint.size.map(|(size, _)| thousandths(size)).into(),
            imprint.size.map(|(_, source)| source.code().to_owned()).into(),
            imprint.turned.map(thousandths).into(),
            names_text(&imprint.names).into(),
            self.manual_size.map(thousandths).into(),
            self.notes.as_str().into(),
            json(&self.earlier)?.into(),
            self.revision.into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let reason = || row.required("reason", row.optional_text("reason")?);
        let stage = match row.text("stage")?.as_str() {
            "live" => ProgramStage::Live,
            "trashed" => ProgramStage::Trashed { reason: reason()? },
            "purged" => ProgramStage::Purged { reason: reason()? },
            other => return Err(row.corrupt("stage", other)),
        };
        Ok(Self {
            id: ProgramId::new(row.unsigned("id")?),
            stage,
            since: Timestamp::from_millis(row.number("since")?),
            version: row.small("version")?,
            imprint: imprint(row)?,
            manual_size: size(row, "manual_size")?,
            notes: row.text("notes")?,
            earlier: row.json("earlier")?,
            revision: row.unsigned("revision")?,
        })
    }
}

fn size(row: &Columns<'_>, column: &str) -> Result<Option<RoundSize>, StoreError> {
    let thousandths = row.optional_small(column)?;
    thousandths.map(|one| row.required(column, RoundSize::from_thousandths(one))).transpose()
}

fn number(row: &Columns<'_>, column: &str, value: u32) -> Result<ProgramNumber, StoreError> {
    row.required(column, ProgramNumber::from_value(value))
}

fn imprint(row: &Columns<'_>) -> Result<Imprint, StoreError> {
    let digest = |column: &str, text: &str| Digest::parse(text).map_err(|error| row.corrupt(column, error));
    let fingerprint = row.optional_text("fingerprint")?;
    let source = row.optional_text("size_source")?;
    let source = source.map(|text| row.required("size_source", SizeSource::parse(&text))).transpose()?;
    let names = row.text("names")?;
    let names = names.split(',').filter(|part| !part.is_empty()).map(|part| {
        let value = part.parse().map_err(|error| row.corrupt("names", error))?;
        number(row, "names", value)
    });
    Ok(Imprint {
        digest: digest("digest", &row.text("digest")?)?,
        fingerprint: fingerprint.map(|text| digest("fingerprint", &text)).transpose()?,
        size_bytes: row.small("size_bytes")?,
        number: row
            .optional_small("inner_number")?
            .map(|value| number(row, "inner_number", value))
            .transpose()?,
        title: row.text("title")?,
        size: size(row, "round_size")?.zip(source),
        turned: size(row, "turned")?,
        names: names.collect::<Result<_, StoreError>>()?,
    })
}

impl Row for ProgramVersion {
    const TABLE: &'static str = "program_version";
    const COLUMNS: &'static [&'static str] =
        &["program", "version", "origin", "name", "content", "imprint", "added", "added_by", "entry"];
    const KEY: &'static [&'static str] = &["program", "version"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        Ok(vec![
            self.program.get().into(),
            self.version.into(),
            self.origin.code().into(),
            self.name.as_str().into(),
            self.content.text().into(),
            json(&self.imprint)?.into(),
            self.at.millis().into(),
            self.by.as_str().into(),
            self.entry.into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let content = ProgramText::from_text(row.text("content")?);
        Ok(Self {
            program: ProgramId::new(row.unsigned("program")?),
            version: row.small("version")?,
            origin: row.required("origin", Origin::parse(&row.text("origin")?))?,
            name: row.text("name")?,
            content: row.required("content", content)?,
            imprint: row.json("imprint")?,
            at: Timestamp::from_millis(row.number("added")?),
            by: row.text("added_by")?,
            entry: row.unsigned("entry")?,
        })
    }
}
