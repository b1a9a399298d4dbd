"""Reads carts with Python's XML parser, which is not ours: form fields as JSON in, their lines as JSON out."""

import base64
import json
import sys
import xml.etree.ElementTree as ElementTree


def document(fields):
    if "cxml-base64" in fields:
        return base64.b64decode(fields["cxml-base64"], validate=True)
    # Such a field is ASCII, whatever the document says of itself.
    return fields["cxml-urlencoded"].encode("ascii")


def line(item):
    detail = item.find("ItemDetail")
    description = detail.find("Description")
    short = description.find("ShortName")
    return {
        "sku": item.findtext("ItemID/SupplierPartID"),
        "internal_id": item.findtext("ItemID/SupplierPartAuxiliaryID"),
        "name": None if short is None else short.text,
        "description": (description.text or "") + ("" if short is None else short.tail or ""),
        "manufacturer": detail.findtext("ManufacturerName"),
        "custom": {extrinsic.get("name"): extrinsic.text for extrinsic in detail.findall("Extrinsic")},
    }


for fields in sys.stdin:
    root = ElementTree.fromstring(document(json.loads(fields)))
    message = root.find("Message/PunchOutOrderMessage")
    read = {"cookie": message.findtext("BuyerCookie"), "lines": [line(item) for item in message.findall("ItemIn")]}
    print(json.dumps(read))
