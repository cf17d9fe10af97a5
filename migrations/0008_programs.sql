-- Programs of a CNC shop, their numbers, and the ranges that own them. A program has no column for its number: the one
-- row in `program_holding` says it.

create table range_table (
    version bigint primary key check (version >= 1),
    name text not null,
    body text not null,
    loaded bigint not null,
    loaded_by text not null
);

create table program (
    id bigint primary key,
    stage text not null check (stage in ('live', 'trashed', 'purged')),
    reason text,
    since bigint not null,
    version bigint not null check (version >= 1),
    digest text not null,
    fingerprint text,
    size_bytes bigint not null,
    inner_number bigint check (inner_number between 0 and 99999),
    title text not null,
    round_size bigint,
    size_source text check (size_source in ('title', 'geometry')),
    turned bigint,
    names text not null,
    manual_size bigint,
    notes text not null,
    earlier text not null,
    revision bigint not null,
    check ((stage = 'live') = (reason is null)),
    check ((round_size is null) = (size_source is null))
);

create index program_by_stage on program (stage, id);
create index program_by_fingerprint on program (fingerprint) where fingerprint is not null;
create index program_that_names on program (id) where names <> '';

create table program_version (
    program bigint not null references program (id),
    version bigint not null check (version >= 1),
    origin text not null check (origin in ('imported', 'edited', 'renumbered', 'followed', 'restored')),
    name text not null,
    content text not null,
    imprint text not null,
    added bigint not null,
    added_by text not null,
    entry bigint not null,
    primary key (program, version)
);

-- Who holds a program number; a number without a row is free. The primary key is the promise that two holders never
-- share one, the index that a program has one number.
create table program_holding (
    number bigint primary key check (number between 0 and 99999),
    kind text not null check (kind in ('returned', 'reserved', 'in_use', 'cooling', 'retired')),
    program bigint references program (id),
    purpose text,
    reason text,
    until_at bigint,
    since bigint not null,
    held_by text not null,
    entry bigint not null,
    check (kind <> 'in_use' or program is not null),
    check (kind <> 'reserved' or purpose is not null),
    check (kind <> 'cooling' or until_at is not null),
    check (kind in ('reserved', 'in_use') or reason is not null)
);

create unique index program_holding_one_number_for_a_program on program_holding (program) where kind = 'in_use';
create index program_holding_with_an_end on program_holding (until_at) where kind in ('reserved', 'cooling');

-- Records written before they had this field get the value that held all along.
update lab set counts = substr(counts, 1, length(counts) - 1) || ',"program":0}';
