//! The promises of the program registry that a database can answer by itself. The first two are the shop's own accuracy
//! checks: both must find nothing.

use super::Promise;

pub(super) const PROMISES: &[Promise] = &[
    Promise {
        name: "program_without_number",
        says: "a program that is there has no number",
        sql: "select 'program ' || cast(program.id as text) as subject, program.title as detail
            from program left join program_holding on program_holding.program = program.id
                and program_holding.kind = 'in_use'
            where program.stage = 'live' and program_holding.number is null",
    },
    Promise {
        name: "number_without_program",
        says: "a number is in use, but its program is not there",
        sql: "select 'program number ' || cast(program_holding.number as text) as subject,
                coalesce(program.stage, 'no program') as detail
            from program_holding left join program on program.id = program_holding.program
            where program_holding.kind = 'in_use' and (program.id is null or program.stage <> 'live')",
    },
    Promise {
        name: "number_inside_differs",
        says: "the number inside a program is not the one it holds",
        sql: "select 'program number ' || cast(program_holding.number as text) as subject,
                cast(program.inner_number as text) || ' inside' as detail
            from program_holding join program on program.id = program_holding.program
            where program_holding.kind = 'in_use' and program.inner_number is not null
                and program.inner_number <> program_holding.number",
    },
    Promise {
        name: "program_without_content",
        says: "the current version of a program is not on record, or there is a later one",
        sql: "select 'program ' || cast(program.id as text) as subject,
                'version ' || cast(program.version as text) as detail
            from program left join (select program_version.program as program,
                    max(program_version.version) as latest, count(*) as versions
                from program_version group by program_version.program) kept on kept.program = program.id
            where kept.latest is null or kept.latest <> program.version or kept.versions <> program.version",
    },
    Promise {
        name: "ranges_have_holes",
        says: "a version of the ranges is missing",
        sql: "select 'ranges' as subject, cast(max(range_table.version) as text) || ' versions, '
                || cast(count(*) as text) || ' kept' as detail
            from range_table having count(*) <> coalesce(max(range_table.version), 0)",
    },
];
