#!/usr/bin/env python3
"""Checks the answers to the task @NAME@.

Gamut starts this once and asks it for as long as there are answers. Each request
is one line of JSON on standard input, each reply one line on standard output, in
the order of the requests:

    {"id": 1, "answer": "1221"}   {"id": 1, "valid": true, "canonical": "1221"}
    {"id": 2, "answer": "12"}     {"id": 2, "valid": false,
                                   "reason": "not-a-palindrome"}

"canonical" is the one form of all answers that mean the same; without it, the
answer is its own. Each reply must be written out at once (flush), and an answer
must get the same verdict whenever it comes.
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
