-- A role with a password from the environment, and the one database that it owns.
-- A failing statement must not carry the password into the server's log.
set log_statement = 'none';
set log_min_error_statement = 'panic';
set log_min_duration_statement = -1;
\getenv owner OWNER
\getenv password OWNER_PASSWORD
select format('create role %I login', :'owner')
where not exists (select from pg_roles where rolname = :'owner') \gexec
select format('alter role %I login password %L', :'owner', :'password') \gexec
select format('create database %I owner %I', :'database', :'owner')
where not exists (select from pg_database where datname = :'database') \gexec
select format('alter database %I owner to %I', :'database', :'owner') \gexec
select format('revoke all on database %I from public', :'database') \gexec
