"""Every reply of the API tests against what /api/v1/openapi.json says of it, by a validator that is not ours (python3-jsonschema).

A reply that no operation describes, a status that is not told, a body that does not fit: each is said once by an operation."""
import json
import re
import subprocess

try:
    import jsonschema
except ImportError:  # ./run test installs it; without it nothing is checked, and test_openapi.py says so
    jsonschema = None

FIRST, THEN = 5, 25  # of each operation and status: the first replies, then each so-many-th


class Description:
    def __init__(self, document):
        self.document = document
        self.seen, self.validators, self.told = {}, {}, set()
        self.operations = []
        for path, methods in document["paths"].items():
            pattern = re.compile("^" + re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)) + "$")
            for method, operation in methods.items():
                self.operations.append((method.upper(), path.count("{"), pattern, operation))
        self.operations.sort(key=lambda each: each[1])  # literal addresses come first

    def operation(self, method, path):
        method = "GET" if method == "HEAD" else method
        return next((op for m, _, pattern, op in self.operations if m == method and pattern.match(path)), None)

    def validator(self, schema):
        key = json.dumps(schema, sort_keys=True)
        if key not in self.validators:
            self.validators[key] = jsonschema.Draft202012Validator({**schema, "components": self.document["components"]},
                                                                   format_checker=jsonschema.FormatChecker(["date", "uuid"]))
        return self.validators[key]

    def complaint(self, method, path, status, media_type, body):
        """A sentence, or None."""
        operation = self.operation(method, path)
        if operation is None or method == "HEAD" or jsonschema is None:
            return None
        name = operation["operationId"]
        count = self.seen[name, status] = self.seen.get((name, status), 0) + 1
        if (count > FIRST and count % THEN) or name in self.told:
            return None
        response = operation["responses"].get(str(status))
        if response is None and status >= 400:
            response = self.document["components"]["responses"]["problem"]
        if response is None:
            self.told.add(name)
            return f"{name}: {status} is not described"
        content = response.get("content", {})
        if not content and not body:
            return None
        kind = media_type.split(";")[0]
        if kind not in content and "application/octet-stream" in content:
            return None
        if kind not in content:
            self.told.add(name)
            return f"{name}: {status} has {kind}, described are {list(content)}"
        if not kind.endswith("json"):
            return None
        error = next(iter(self.validator(content[kind]["schema"]).iter_errors(json.loads(body))), None)
        if error is None:
            return None
        self.told.add(name)
        return f"{name}: {status} at {error.json_path}: {error.message[:300]}"


def of_program(rectify):
    return Description(json.loads(subprocess.run([rectify, "--lang", "en", "schema", "--openapi"], check=True, capture_output=True, text=True).stdout))
