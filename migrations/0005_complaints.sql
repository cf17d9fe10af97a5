-- What customers found wrong on film that was handed over.
create table complaint (
    id bigint primary key,
    project bigint not null references project (id),
    rolls text not null,
    barcode text,
    fault text not null,
    words text not null,
    received bigint not null,
    opened bigint not null,
    opened_by text not null,
    result text check (result in ('no-fault', 'corrected', 'rework')),
    rework bigint references rework (id),
    note text,
    settled bigint,
    settled_by text,
    check ((result is null) = (settled is null)),
    check ((result = 'rework') = (rework is not null) or result is null and rework is null)
);

create index complaint_of_project on complaint (project, id);

-- Records written before the lab counted complaints get the value that held all along.
update lab set counts = substr(counts, 1, length(counts) - 1) || ',"complaint":0}';
