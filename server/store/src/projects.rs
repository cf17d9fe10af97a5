//! Projects, their documents, plans and deliveries.

use crate::db::{Columns, Value, json};
use crate::error::StoreError;
use crate::row::Row;
use domain::film::document::{Barcode, ComId, Document, parse_ranges};
use domain::film::planning::Order;
use domain::film::project::{ArchiveId, Numbering, Project, ProjectKey, Standing};
use domain::id::{DeliveryId, ProjectId};
use domain::lab::{Delivery, PlanRecord, Sent};
use domain::number::SeriesId;
use domain::time::Timestamp;

impl Row for Project {
    const TABLE: &'static str = "project";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "archive_id",
        "site",
        "doc_type",
        "delivery",
        "series",
        "numbering",
        "consecutive",
        "test",
        "registered",
        "plan",
        "standing",
        "standing_reason",
        "revision",
    ];
    const KEY: &'static [&'static str] = &["id"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        let numbering = match self.numbering {
            Numbering::OnSuccess => "on_success",
            Numbering::BindAtStart => "bind_at_start",
        };
        Ok(vec![
            self.id.get().into(),
            self.key.archive_id.as_str().into(),
            self.key.site.as_str().into(),
            self.key.doc_type.as_str().into(),
            self.key.delivery.as_str().into(),
            self.series.digit().into(),
            numbering.into(),
            self.consecutive.into(),
            self.test.into(),
            self.registered.millis().into(),
            self.plan.into(),
            self.standing.code().into(),
            self.standing.reason().map(str::to_owned).into(),
            self.revision.into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let archive_id =
            ArchiveId::parse(&row.text("archive_id")?).map_err(|error| row.corrupt("archive_id", error))?;
        let numbering = match row.text("numbering")?.as_str() {
            "on_success" => Numbering::OnSuccess,
            "bind_at_start" => Numbering::BindAtStart,
            other => return Err(row.corrupt("numbering", other)),
        };
        Ok(Self {
            id: ProjectId::new(row.unsigned("id")?),
            key: ProjectKey {
                archive_id,
                site: row.text("site")?,
                doc_type: row.text("doc_type")?,
                delivery: row.text("delivery")?,
            },
            series: row.required("series", SeriesId::of_site(row.small("series")?))?,
            numbering,
            consecutive: row.number("consecutive")? != 0,
            test: row.number("test")? != 0,
            registered: Timestamp::from_millis(row.number("registered")?),
            plan: row.small("plan")?,
            standing: standing(row)?,
            revision: row.unsigned("revision")?,
        })
    }
}

/// A project's standing, from its two columns.
pub(crate) fn standing(row: &Columns<'_>) -> Result<Standing, StoreError> {
    let reason = || row.required("standing_reason", row.optional_text("standing_reason")?);
    match row.text("standing")?.as_str() {
        "active" => Ok(Standing::Active),
        "archived" => Ok(Standing::Archived),
        "abandoned" => Ok(Standing::Abandoned { reason: reason()? }),
        "deleted" => Ok(Standing::Deleted { reason: reason()? }),
        other => Err(row.corrupt("standing", other)),
    }
}

/// A document with its place: the project, and the position in natural order from 0.
pub(crate) struct Placed {
    pub(crate) project: ProjectId,
    pub(crate) position: u32,
    pub(crate) document: Document,
}

impl Row for Placed {
    const TABLE: &'static str = "document";
    const COLUMNS: &'static [&'static str] =
        &["project", "position", "barcode", "com_id", "pages", "oversized"];
    const KEY: &'static [&'static str] = &["project", "position"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        let ranges: Vec<String> = self.document.oversized.iter().map(|range| range.to_string()).collect();
        Ok(vec![
            self.project.get().into(),
            self.position.into(),
            self.document.barcode.as_str().into(),
            self.document.com_id.as_ref().map(|id| id.to_string()).into(),
            self.document.pages.into(),
            ranges.join(",").into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let pages = row.small("pages")?;
        let barcode = Barcode::parse(&row.text("barcode")?).map_err(|error| row.corrupt("barcode", error))?;
        let com_id = match row.optional_text("com_id")? {
            Some(text) => Some(ComId::parse(&text).map_err(|error| row.corrupt("com_id", error))?),
            None => None,
        };
        let oversized =
            parse_ranges(&row.text("oversized")?, pages).map_err(|error| row.corrupt("oversized", error))?;
        Ok(Self {
            project: ProjectId::new(row.unsigned("project")?),
            position: row.small("position")?,
            document: Document { barcode, com_id, pages, oversized },
        })
    }
}

impl Row for PlanRecord {
    const TABLE: &'static str = "plan";
    const COLUMNS: &'static [&'static str] =
        &["project", "plan", "settings", "packing", "accepted", "accepted_by"];
    const KEY: &'static [&'static str] = &["project", "plan"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        let packing = match self.order {
            Order::Natural => "natural",
            Order::FullestFirst => "fullest_first",
        };
        Ok(vec![
            self.project.get().into(),
            self.plan.into(),
            json(&self.settings)?.into(),
            packing.into(),
            self.at.millis().into(),
            self.by.as_str().into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let order = match row.text("packing")?.as_str() {
            "natural" => Order::Natural,
            "fullest_first" => Order::FullestFirst,
            other => return Err(row.corrupt("packing", other)),
        };
        Ok(Self {
            project: ProjectId::new(row.unsigned("project")?),
            plan: row.small("plan")?,
            settings: row.json("settings")?,
            order,
            at: Timestamp::from_millis(row.number("accepted")?),
            by: row.text("accepted_by")?,
        })
    }
}

impl Row for Delivery {
    const TABLE: &'static str = "delivery";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "project",
        "delivered",
        "delivered_by",
        "documents",
        "digest",
        "file",
        "recipients",
        "numbers",
    ];
    const KEY: &'static [&'static str] = &["id"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        Ok(vec![
            self.id.get().into(),
            self.project.get().into(),
            self.at.millis().into(),
            self.by.as_str().into(),
            self.rows.into(),
            self.digest.as_str().into(),
            self.file.as_str().into(),
            self.to.as_str().into(),
            json(&self.numbers)?.into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: DeliveryId::new(row.unsigned("id")?),
            project: ProjectId::new(row.unsigned("project")?),
            at: Timestamp::from_millis(row.number("delivered")?),
            by: row.text("delivered_by")?,
            rows: row.small("documents")?,
            digest: row.text("digest")?,
            file: row.text("file")?,
            to: row.text("recipients")?,
            numbers: row.json("numbers")?,
        })
    }
}

impl Row for Sent {
    const TABLE: &'static str = "sent";
    const COLUMNS: &'static [&'static str] = &["delivery", "body"];
    const KEY: &'static [&'static str] = &["delivery"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        Ok(vec![self.delivery.get().into(), self.rows.as_str().into()])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { delivery: DeliveryId::new(row.unsigned("delivery")?), rows: row.text("body")? })
    }
}
