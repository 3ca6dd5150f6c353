import django.contrib.postgres.fields
import django.db.models.deletion
import handlet.kit.ids
import handlet.kit.sealing
from django.db import migrations, models

from handlet.kit.row_security import fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_fences'),
        ('customers', '0002_fences'),
        ('drafting', '0002_fences'),
        ('inbox', '0002_fences'),
    ]

    operations = [
        migrations.CreateModel(
            name='Exemplar',
            fields=[
                ('key_id', models.UUIDField(editable=False)),
                ('id', models.UUIDField(default=handlet.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('channel', models.CharField(max_length=20)),
                ('text', handlet.kit.sealing.SealedTextField(blank=True, default='', field_id='drafting.exemplar.text', null=True)),
                ('made_at', models.DateTimeField()),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='accounts.business')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exemplars', to='customers.customer')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LearnedTone',
            fields=[
                ('key_id', models.UUIDField(editable=False)),
                ('id', models.UUIDField(default=handlet.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('waiting', 'Waiting for you'), ('applied', 'In use'), ('rejected', 'Rejected')], default='waiting', max_length=10)),
                ('levers', handlet.kit.sealing.SealedJSONField(blank=True, default=None, field_id='drafting.learned_tone.levers', null=True)),
                ('sample', models.PositiveIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('business', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='learned_tone', to='accounts.business')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Memory',
            fields=[
                ('key_id', models.UUIDField(editable=False)),
                ('id', models.UUIDField(default=handlet.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('fact', 'Fact'), ('preference', 'Wording'), ('procedure', 'Way of working')], max_length=10)),
                ('state', models.CharField(choices=[('confirmed', 'In use'), ('refused', 'Not wanted')], default='confirmed', max_length=10)),
                ('origin', models.CharField(choices=[('typed', 'Typed by you'), ('noticed', 'Noticed in your changes')], default='typed', max_length=8)),
                ('text', handlet.kit.sealing.SealedTextField(blank=True, default='', field_id='drafting.memory.text', null=True)),
                ('times', models.PositiveIntegerField(default=0)),
                ('mark', models.CharField(blank=True, default='', max_length=64)),
                ('made_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memories', to='accounts.business')),
                ('customer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='memories', to='customers.customer')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='accounts.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['business', 'customer', 'state'], name='drafting_me_busines_319143_idx')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('key_id', models.UUIDField(editable=False)),
                ('id', models.UUIDField(default=handlet.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('as_is', 'Sent as it was'), ('filled', 'One gap filled'), ('changed', 'Changed a little'), ('rewritten', 'Rewritten'), ('discarded', 'Discarded')], max_length=10)),
                ('classes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('distance', models.DecimalField(decimal_places=3, max_digits=4, null=True)),
                ('filled_one_gap', models.BooleanField(default=False)),
                ('intent', models.CharField(max_length=20)),
                ('engine', models.CharField(max_length=30)),
                ('changes', handlet.kit.sealing.SealedJSONField(blank=True, default=None, field_id='drafting.outcome.changes', null=True)),
                ('sent_text', handlet.kit.sealing.SealedTextField(blank=True, default='', field_id='drafting.outcome.sent_text', null=True)),
                ('verdict', models.CharField(blank=True, choices=[('', 'Not asked yet'), ('yes', 'Yes'), ('no', 'No'), ('not_now', 'Not now')], default='', max_length=8)),
                ('verdict_reason', handlet.kit.sealing.SealedTextField(blank=True, default='', field_id='drafting.outcome.verdict_reason', null=True)),
                ('verdict_at', models.DateTimeField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='accounts.business')),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='inbox.conversation')),
                ('draft', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='outcome', to='drafting.draft')),
                ('message', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='outcome', to='inbox.message')),
            ],
            options={
                'indexes': [models.Index(fields=['business', '-at'], name='drafting_ou_busines_edf995_idx')],
            },
        ),
        fence("drafting_outcome"),
        fence("drafting_memory"),
        fence("drafting_learnedtone"),
        fence("drafting_exemplar"),
    ]
