-- One look at a merge database, for run/sql.sh: makes what the files need, runs those that differ.
\set index `cat :'tree'/manifest/index.json`
select to_regprocedure('dsgen.note_file(text, text)') is null as "outdated" \gset
\if :outdated
\else
select exists (select from jsonb_array_elements(:'index'::jsonb -> 'files') f
  left join dsgen.files d on d.path = f ->> 'path'
  where f ->> 'path' in ('sql/platform.sql', 'sql/infrastructure.sql')
    and d.fingerprint is distinct from f ->> 'hash') as "outdated" \gset
\endif
\if :outdated
\ir ../sql/platform.sql
\ir ../sql/infrastructure.sql
insert into dsgen.files as d (path, fingerprint)
select f ->> 'path', f ->> 'hash' from jsonb_array_elements(:'index'::jsonb -> 'files') f
where f ->> 'path' in ('sql/platform.sql', 'sql/infrastructure.sql')
on conflict (path) do update set fingerprint = excluded.fingerprint, applied = now();
\endif

\pset tuples_only on
\pset format unaligned
\o :work/plan.sql
select format(E'\\qecho %1$s\n\\echo == %1$s\nset dsgen.file = %1$L;\n'
  'select clock_timestamp() as "begun" \\gset\n\\i %2$L\n'
  'select dsgen.drop_views(%1$L, :''begun'') as "done" \\gset\n'
  'select dsgen.note_file(%1$L, %3$L) as "done" \\gset',
  p.path, :'tree' || '/' || p.file, p.fingerprint)
from dsgen.pending(:'index', :'what', :'main') p
where p.path <> all (string_to_array(:'skip', ' '));
select E'\\qecho what-has-left-the-model\n'
  'select dsgen.forget_files(:''index'', :''what'', :''main'') as "done" \\gset'
where 'what-has-left-the-model' <> all (string_to_array(:'skip', ' '));
\o :work/begun
\i :work/plan.sql
