-- One SQL text for SQLite and PostgreSQL: every column is a bigint or a text, times are milliseconds since 1970 UTC.
-- State is never stored beside what it follows from: a number's state is its one row in `holding`.

-- The head row. Every write transaction changes it first, so that writers wait in line on either database.
create table lab (
    id bigint primary key check (id = 1),
    turn bigint not null,
    seq bigint not null,
    hash text not null,
    settings_version bigint not null,
    counts text not null
);

insert into lab (id, turn, seq, hash, settings_version, counts)
values (1, 0, 0, '0000000000000000000000000000000000000000000000000000000000000000', 0,
    '{"project":0,"roll":0,"attempt":0,"reel":0,"temp_roll":0,"person":0,"token":0,"delivery":0}');

create table settings (
    version bigint primary key,
    body text not null
);

create table series (
    digit bigint primary key check (digit between 1 and 3),
    next bigint not null check (next >= 1)
);

-- Who holds a number. The primary key is the promise that two holders never share one.
create table holding (
    number bigint primary key,
    series bigint not null references series (digit),
    kind text not null check (kind in ('returned', 'reserved', 'bound', 'issued', 'void')),
    roll bigint,
    attempt bigint,
    reason text,
    purpose text,
    project bigint,
    until_at bigint,
    replaced_by bigint,
    since bigint not null,
    held_by text not null,
    entry bigint not null,
    check (kind <> 'issued' or (roll is not null and attempt is not null)),
    check (kind <> 'bound' or attempt is not null),
    check (kind not in ('returned', 'void') or reason is not null)
);

create unique index holding_one_number_for_a_roll on holding (roll) where kind = 'issued';
create unique index holding_one_number_for_an_attempt on holding (attempt) where kind = 'bound';
create index holding_by_state on holding (series, kind, number);

create table project (
    id bigint primary key,
    archive_id text not null,
    site text not null,
    doc_type text not null,
    delivery text not null,
    series bigint not null references series (digit),
    numbering text not null check (numbering in ('on_success', 'bind_at_start')),
    registered bigint not null,
    plan bigint not null,
    revision bigint not null,
    unique (archive_id, site, doc_type, delivery)
);

create table document (
    project bigint not null references project (id),
    position bigint not null,
    barcode text not null,
    com_id text,
    pages bigint not null check (pages > 0),
    oversized text not null,
    primary key (project, position),
    unique (project, barcode)
);

create index document_by_barcode on document (barcode);

create table plan (
    project bigint not null references project (id),
    plan bigint not null,
    settings text not null,
    packing text not null,
    accepted bigint not null,
    accepted_by text not null,
    primary key (project, plan)
);

create table roll (
    id bigint primary key,
    project bigint not null references project (id),
    plan bigint not null,
    film text not null check (film in ('16', '35')),
    ordinal bigint not null,
    temporary_id text not null,
    frames bigint not null check (frames > 0),
    segments text not null,
    waits_for text not null,
    stage text not null check (stage in ('planned', 'filming', 'filmed', 'cancelled')),
    attempt bigint,
    since bigint not null,
    attempts bigint not null,
    revision bigint not null,
    unique (project, plan, film, ordinal),
    check ((stage in ('filming', 'filmed')) = (attempt is not null))
);

create index roll_by_stage on roll (stage, id);
create index roll_by_temporary_id on roll (temporary_id);

create table reel (
    id bigint primary key,
    film text not null check (film in ('16', '35')),
    length_mm bigint not null check (length_mm > 0),
    opened bigint not null,
    stage text not null check (stage in ('whole', 'loaded', 'cut')),
    attempt bigint
);

create index reel_by_stage on reel (stage, id);

create table attempt (
    id bigint primary key,
    roll bigint not null references roll (id),
    ordinal bigint not null,
    reel bigint not null references reel (id),
    temp_roll bigint,
    length_mm bigint not null,
    operator text not null,
    machine text not null,
    started bigint not null,
    files bigint not null,
    comparison text,
    course text not null check (course in ('running', 'confirmed', 'failed')),
    ended bigint,
    reason text,
    frames bigint,
    spent_mm bigint,
    rest text check (rest in ('untouched', 'kept', 'scrapped')),
    rest_mm bigint,
    rest_temp_roll bigint,
    counted bigint,
    unique (roll, ordinal)
);

-- A roll is in one camera at a time, and a confirmed roll has one film.
create unique index attempt_one_running_for_a_roll on attempt (roll) where course = 'running';
create unique index attempt_one_running_on_a_reel on attempt (reel) where course = 'running';
create index attempt_by_reel on attempt (reel);

create table temp_roll (
    id bigint primary key,
    reel bigint not null references reel (id),
    film text not null check (film in ('16', '35')),
    parent bigint not null references attempt (id),
    length_mm bigint not null check (length_mm > 0),
    since bigint not null,
    stage text not null check (stage in ('on_shelf', 'loaded', 'consumed')),
    attempt bigint,
    unique (parent)
);

-- What is left of a reel lies in one place.
create unique index temp_roll_one_live_on_a_reel on temp_roll (reel) where stage in ('on_shelf', 'loaded');
create index temp_roll_by_stage on temp_roll (stage, film, length_mm);

create table evidence (
    attempt bigint not null references attempt (id),
    position bigint not null,
    received bigint not null,
    name text not null,
    digest text not null,
    size bigint not null,
    packed text not null,
    primary key (attempt, position)
);

create table delivery (
    id bigint primary key,
    project bigint not null references project (id),
    delivered bigint not null,
    delivered_by text not null,
    documents bigint not null,
    digest text not null,
    file text not null
);

create table person (
    id bigint primary key,
    name text not null unique,
    roles text not null,
    active bigint not null
);

create table token (
    id bigint primary key,
    label text not null,
    roles text not null,
    digest text not null unique,
    active bigint not null
);

-- Append-only. The hash covers every other column, byte for byte.
create table ledger (
    seq bigint primary key,
    happened bigint not null,
    actor text not null,
    action text not null,
    reason text not null,
    body text not null,
    request_key text not null,
    digest text not null,
    answer text not null,
    previous text not null,
    hash text not null
);

create unique index ledger_one_answer_for_a_key on ledger (request_key, actor) where request_key <> '';

create table ledger_subject (
    kind text not null,
    subject bigint not null,
    seq bigint not null references ledger (seq),
    primary key (kind, subject, seq)
);

create table outbox (
    seq bigint primary key references ledger (seq),
    topics text not null
);

-- No facts of the lab, so outside the ledger: what lets a person in.
create table credential (
    person bigint primary key references person (id),
    password text not null,
    changed bigint not null
);

create table session (
    digest text primary key,
    person bigint not null references person (id),
    began bigint not null,
    seen bigint not null
);

create index session_by_person on session (person);
