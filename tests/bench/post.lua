-- A request as `gamut run` sends it, for wrk.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Accept"] = "application/json"
wrk.body = [[
{"model":"mock","messages":[{"role":"system","content":"You will be given a description of what to output. Reply with only the output itself: no explanation, no quotation marks, no other text.\n\nDescription: Generate a number between 1 and 100.\n\nExamples:\n35\n94\n71"},{"role":"user","content":"Generate one output."}],"temperature":1,"top_p":1,"max_tokens":4,"seed":1234567}]]
