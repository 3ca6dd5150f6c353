"""Row-level security as migration operations, and the grants of the service role.

The service connects as a role that owns nothing and cannot bypass row security. Two settings of the transaction say
who asks: `handlet.business` and `handlet.user` (set with SET LOCAL by `accounts.tenancy`). With none set, no row is seen.
"""

from __future__ import annotations

from django.db import migrations

BUSINESS = "nullif(current_setting('handlet.business', true), '')::uuid"
USER = "nullif(current_setting('handlet.user', true), '')::uuid"


def fence(table: str, condition: str = f"business_id = {BUSINESS}", write: str = "") -> migrations.RunSQL:
    """Rows of `table` are seen and written only where `condition` holds (`write`: another condition for new rows)."""
    check = write or condition
    return migrations.RunSQL(
        sql=[
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'CREATE POLICY tenant ON "{table}" USING ({condition}) WITH CHECK ({check})',
        ],
        reverse_sql=[
            f'DROP POLICY tenant ON "{table}"',
            f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
        ],
    )


def finder(name: str, arguments: str, returns: str, body: str) -> migrations.RunSQL:
    """A narrow SECURITY DEFINER function: the only way past the fence, for look-ups that happen before the business is known.

    `body` is one SQL query. The search path is fixed, so that nobody can put another table in its way.
    """
    return migrations.RunSQL(
        sql=(
            f"CREATE FUNCTION {name}({arguments}) RETURNS {returns} LANGUAGE sql STABLE SECURITY DEFINER "
            f"SET search_path = public, pg_temp AS $finder$ {body} $finder$"
        ),
        reverse_sql=f"DROP FUNCTION {name}",
    )


def grants(role: str, append_only: tuple[str, ...] = ()) -> list[str]:
    """SQL that lets the service role read and write rows and call functions, and nothing else."""
    statements = [
        f'GRANT USAGE ON SCHEMA public TO "{role}"',
        f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{role}"',
        f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}"',
        f'GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO "{role}"',
        f'REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM "{role}"',
    ]
    statements += [f'REVOKE UPDATE, DELETE ON "{table}" FROM "{role}"' for table in append_only]
    return statements
