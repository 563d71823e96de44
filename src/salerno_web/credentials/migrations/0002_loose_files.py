"""Files that may be nobody's, and whether a document was ever attached to a credential.

Of documents that are there already nobody knows whether they were: they count as attached, so that
none is ever erased for never having been.
"""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("credentials", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="LooseFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name="document",
            name="was_attached",
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name="document",
            name="was_attached",
            field=models.BooleanField(default=False),
        ),
    ]
