"""Reads forms with Python's parser, which is not ours: bodies in base64 with their encoding in, names and values out, as JSON."""

import base64
import json
import sys
import urllib.parse

for line in sys.stdin:
    post = json.loads(line)
    body = base64.b64decode(post["body"]).decode("ascii")
    pairs = urllib.parse.parse_qsl(body, keep_blank_values=True, strict_parsing=True, encoding=post["encoding"], errors="strict")
    print(json.dumps(dict(pairs)))
