"""What schemathesis cannot read in the description: who calls, which ids there are, and that no answer tells of another
shop. `run.py` writes the file that VITRINA_FUZZ_STAGE names; the statuses that came back are written beside it.
"""

import atexit
import itertools
import json
import os
import re
from collections import Counter, defaultdict
from pathlib import Path

import loopback  # noqa: F401  names of shops lead to this machine from here on
import requests
import schemathesis

FILE = Path(os.environ["VITRINA_FUZZ_STAGE"])
STAGE = json.loads(FILE.read_text())
OWN: dict[str, list[str]] = STAGE["own"]
NEIGHBOURS: list[str] = STAGE["neighbours"]
TURNS = itertools.count()
STATUSES: dict[str, Counter] = defaultdict(Counter)

# What those get who show nothing, or another shop's token, where an account is wanted: nothing, whatever is wrong with
# the call besides.
REFUSALS = (400, 401, 404, 405, 412, 413, 415, 422)

# Fields of bodies that name a thing, and the list it stands in.
NAMED_IN_BODIES = {
    "brand_id": "brands",
    "category_id": "categories",
    "parent_id": "categories",
    "product_id": "products",
    "variant_id": "inventory",
    "service_id": "services",
    "resource_id": "resources",
}


@schemathesis.auth()
class Login:
    """Signs the caller in, once: a token lives for longer than the run."""

    def get(self, case, context):
        login = STAGE["login"]
        if not login:
            return None
        answer = requests.post(login["url"], json=login["body"], timeout=20)
        answer.raise_for_status()
        return answer.json()["access_token"]

    def set(self, case, data, context):
        if data:
            case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_call(context, case, kwargs):
    """What is made up names nothing: of four calls two name things of the shop that is called, one its neighbour's."""
    turn = next(TURNS)
    of_path = {name: kind for kind, name in re.findall(r"/([^/{]+)/\{(\w+)\}", case.operation.path)}
    case.path_parameters = named(case.path_parameters, of_path, turn)
    case.body = named(case.body, NAMED_IN_BODIES, turn)
    # Nor is a version that was made up ever the present one.
    if "If-Match" in (case.headers or {}) and turn % 2:
        case.headers["If-Match"] = "*"


def named(values, kinds: dict[str, str], turn: int):
    """The values, some of them replaced by ids that there are."""
    if not isinstance(values, dict) or turn % 4 == 0:
        return values
    known = {name: OWN.get(kind) if turn % 4 < 3 else NEIGHBOURS for name, kind in kinds.items() if name in values}
    return values | {name: ids[turn // 4 % len(ids)] for name, ids in known.items() if ids}


@schemathesis.hook
def after_call(context, case, response):
    STATUSES[case.operation.definition.raw["operationId"]][response.status_code] += 1


@schemathesis.check
def nothing_of_a_neighbour(ctx, response, case):
    body = case.body if isinstance(case.body, dict) else {}
    values = [*(case.path_parameters or {}).values(), *body.values()]
    foreign = [value for value in values if isinstance(value, str) and value in NEIGHBOURS]
    if foreign and response.status_code < 400:
        raise AssertionError(f"a neighbour's {foreign} was served with {response.status_code}")
    asked = json.dumps([case.path_parameters, case.query, case.body], default=str)
    for id_ in NEIGHBOURS:
        if id_ in response.text and id_ not in asked:
            raise AssertionError(f"the answer tells of a neighbour's {id_}")


@schemathesis.check
def an_account_is_wanted(ctx, response, case):
    # An empty requirement among them means that nobody need be anybody.
    ways = case.operation.definition.raw.get("security") or [{}]
    wants_account = {} not in ways
    is_outside = STAGE["caller"] in ("nobody", "stranger")
    if wants_account and is_outside and response.status_code not in REFUSALS:
        raise AssertionError(f"{STAGE['caller']} was answered {response.status_code}")


@atexit.register
def write_statuses():
    FILE.with_suffix(".statuses").write_text(json.dumps(STATUSES))
