//! Reads: the program registry as pages show it.

use crate::db::{Columns, Value, fetch, fetch_in};
use crate::error::StoreError;
use crate::open::Store;
use crate::read::history::read;
use crate::row::Row;
use domain::id::ProgramId;
use domain::ledger::Entry;
use domain::program::history::{AboutProgram, tell};
use domain::program::{ProgramHolding, ProgramNumber, ProgramState, RangeTable};
use domain::time::Timestamp;
use domain::view::lab::Step;
use domain::view::programs::FreeView;
use domain::view::programs::impact::{Impact, RangesView};
use domain::view::programs::list::{ProgramRow, ProgramsPage, ProgramsQuery, listed};
use domain::view::programs::story::{ProgramFile, ProgramStory, Relations, had};
use domain::words::Language;
use std::collections::BTreeMap;

impl Store {
    /// Which numbers are free, range by range; `entry` may be a reservation whose numbers are told again.
    pub async fn free_view(&self, entry: Option<u64>) -> Result<FreeView, StoreError> {
        let (version, table) = self.range_table().await?;
        Ok(FreeView::of(version, &table, &self.program_holdings().await?, entry))
    }

    /// A page of the programs that fit.
    pub async fn programs_page(&self, query: &ProgramsQuery) -> Result<ProgramsPage, StoreError> {
        let (_, table) = self.range_table().await?;
        let mut page = ProgramsPage::of(&self.programs().await?, &table, query);
        self.date(&mut page.rows).await?;
        Ok(page)
    }

    /// All programs that fit.
    pub async fn all_programs(&self, query: &ProgramsQuery) -> Result<Vec<ProgramRow>, StoreError> {
        let (_, table) = self.range_table().await?;
        let mut rows = listed(&self.programs().await?, &table, query);
        self.date(&mut rows).await?;
        Ok(rows)
    }

    /// When the ledger says that each was changed last.
    async fn date(&self, rows: &mut [ProgramRow]) -> Result<(), StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let mut seqs: Vec<u64> = rows.iter().map(|row| row.revision).collect();
        seqs.sort_unstable();
        seqs.dedup();
        let mut dates: BTreeMap<u64, Timestamp> = BTreeMap::new();
        let sql = "select ledger.seq, ledger.happened from ledger where ledger.seq in ({ids})";
        for row in fetch_in(&mut connection, sql, seqs.into_iter().map(Value::from)).await? {
            let row = Columns::new("ledger", &row);
            dates.insert(row.unsigned("seq")?, Timestamp::from_millis(row.number("happened")?));
        }
        for row in rows {
            row.changed = dates.get(&row.revision).copied().unwrap_or(row.changed);
        }
        Ok(())
    }

    /// The whole story of a program number.
    pub async fn number_story(
        &self,
        number: ProgramNumber,
        language: Language,
    ) -> Result<ProgramStory, StoreError> {
        let (_, table) = self.range_table().await?;
        let held = self.program_held(number).await?;
        let (program, had_it) = match held.as_ref().map(|held| &held.holding) {
            Some(ProgramHolding::InUse { program }) => {
                (self.program_file(*program, &table).await?, had(&self.programs().await?, &table, number))
            }
            _ => (None, had(&self.programs().await?, &table, number)),
        };
        let id = program.as_ref().map(|file| file.program.id);
        Ok(ProgramStory {
            number: Some(number),
            state: held.as_ref().map_or(ProgramState::Free, |held| held.holding.state()),
            range: table.range_of(number).map(|range| range.label.clone()),
            history: self.program_life(Some(number), id, language).await?,
            held,
            program,
            had_it,
        })
    }

    /// The whole story of a program, with the number it has; none where there is no such program.
    pub async fn program_story(
        &self,
        id: ProgramId,
        language: Language,
    ) -> Result<Option<ProgramStory>, StoreError> {
        let (_, table) = self.range_table().await?;
        let Some(file) = self.program_file(id, &table).await? else { return Ok(None) };
        let current = self.program(id).await?.and_then(|(_, number, _)| number);
        if let Some(number) = current {
            return self.number_story(number, language).await.map(Some);
        }
        Ok(Some(ProgramStory {
            number: None,
            state: ProgramState::Free,
            range: None,
            held: None,
            program: Some(file),
            had_it: Vec::new(),
            history: self.program_life(None, Some(id), language).await?,
        }))
    }

    async fn program_file(
        &self,
        id: ProgramId,
        table: &RangeTable,
    ) -> Result<Option<ProgramFile>, StoreError> {
        let Some((program, number, versions)) = self.program(id).await? else { return Ok(None) };
        let relations = Relations::of(&self.programs().await?, table, &program, number);
        let Relations { mut row, names, named_by, same_content } = relations;
        self.date(std::slice::from_mut(&mut row)).await?;
        let owner = program.size().and_then(|(size, _)| table.owner_of(size));
        let owner = owner.map(|range| range.label.clone());
        Ok(Some(ProgramFile { program, row, owner, versions, names, named_by, same_content }))
    }

    /// What the ledger's entries say of a number and the program that has it, oldest first.
    async fn program_life(
        &self,
        number: Option<ProgramNumber>,
        program: Option<ProgramId>,
        language: Language,
    ) -> Result<Vec<Step>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!(
            "{} where ledger.seq in (
                select ledger_subject.seq from ledger_subject
                    where ledger_subject.kind = 'program_number' and ledger_subject.subject = $1
                union select ledger_subject.seq from ledger_subject
                    where ledger_subject.kind = 'program' and ledger_subject.subject = $2)
            order by ledger.seq",
            Entry::select()
        );
        // No number and no program have these.
        let number_or_none = number.map_or(u64::from(u32::MAX), |number| number.value().into());
        let values = vec![number_or_none.into(), program.map_or(0, ProgramId::get).into()];
        let mut steps = Vec::new();
        for entry in Entry::from_rows(&fetch(&mut connection, sql, values).await?)? {
            let entry = read(entry)?;
            let events = &entry.body.events;
            let of_number =
                number.into_iter().flat_map(|number| tell(events, AboutProgram::Number(number), language));
            let of_program =
                program.into_iter().flat_map(|id| tell(events, AboutProgram::Program(id), language));
            steps.extend(of_program.chain(of_number).map(|told| Step {
                entry: entry.entry.seq,
                at: entry.entry.at,
                actor: entry.entry.actor.clone(),
                mark: told.glyph,
                title: told.title,
                sentence: told.sentence,
            }));
        }
        Ok(steps)
    }

    /// The number that a program would get next in the range of its size, if there is one.
    pub async fn next_for(&self, id: ProgramId) -> Result<Option<ProgramNumber>, StoreError> {
        let Some((program, _, _)) = self.program(id).await? else { return Ok(None) };
        let view = self.free_view(None).await?;
        let (_, table) = self.range_table().await?;
        let owner = program.size().and_then(|(size, _)| table.owner_of(size));
        Ok(owner.and_then(|range| view.range(&range.label)?.next))
    }

    /// The ranges that count, with their versions; `then` is a table to look at first.
    pub async fn ranges_view(&self, then: Option<RangeTable>) -> Result<RangesView, StoreError> {
        let (version, table) = self.range_table().await?;
        let programs = self.programs().await?;
        let now = Impact::of(&programs, &table, &table);
        Ok(RangesView {
            version,
            free: self.free_view(None).await?,
            versions: self.range_versions().await?,
            out: now.out_now,
            preview: then.map(|then| {
                let impact = Impact::of(&programs, &table, &then);
                (then, impact)
            }),
            table,
        })
    }
}
