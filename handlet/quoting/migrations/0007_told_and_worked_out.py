import handlet.kit.sealing
from django.db import migrations, models

# What was ticked before a quote went is evidence: it changes no more once the version is out, but for another key.
TOLD = """
CREATE FUNCTION handlet_told_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $told$
BEGIN
    IF OLD.state NOT IN ('draft', 'ready') AND NEW.state NOT IN ('draft', 'ready') AND OLD.key_id = NEW.key_id
       AND OLD.cautions_ticked IS DISTINCT FROM NEW.cautions_ticked THEN
        RAISE EXCEPTION 'An issued quote does not change: %', 'cautions' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$told$
"""


class Migration(migrations.Migration):
    dependencies = [("quoting", "0006_frozen")]

    operations = [
        migrations.AddField(
            model_name="quoteline",
            name="worked_out",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="quoteversion",
            name="cautions_ticked",
            field=handlet.kit.sealing.SealedJSONField(
                blank=True, default=None, field_id="quoting.version.cautions_ticked", null=True
            ),
        ),
        migrations.RunSQL(sql=TOLD, reverse_sql="DROP FUNCTION handlet_told_frozen"),
        migrations.RunSQL(
            sql=(
                "CREATE TRIGGER told_frozen BEFORE UPDATE ON quoting_quoteversion "
                "FOR EACH ROW EXECUTE FUNCTION handlet_told_frozen()"
            ),
            reverse_sql="DROP TRIGGER told_frozen ON quoting_quoteversion",
        ),
    ]
