"""Store OSV records in the scanner's database: `load_advisories.py RECORDS.json`; VDB_HOME names its folder."""

import json
import sys

from vdb.lib import db6
from vdb.lib.osv import OSVSource

with open(sys.argv[1], encoding="utf-8") as file:
    records = json.load(file)
source = OSVSource()
db6.get()
for record in records:
    source.store(source.convert(record))
