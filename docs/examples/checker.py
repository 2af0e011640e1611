"""Is the answer a whole number that reads the same backwards?

Gamut starts this once and asks it for as long as there are answers: a request
a line on standard input, a reply a line on standard output, in order.
"""

import json
import sys


def check(answer):
    if not (answer.isascii() and answer.isdigit()):
        return {"valid": False, "reason": "not-an-integer"}
    if len(answer) > 1 and answer[0] == "0":
        return {"valid": False, "reason": "leading-zero"}
    if answer != answer[::-1]:
        return {"valid": False, "reason": "not-a-palindrome"}
    return {"valid": True, "canonical": answer}


for line in sys.stdin:
    request = json.loads(line)
    reply = check(request["answer"])
    reply["id"] = request["id"]
    print(json.dumps(reply), flush=True)
