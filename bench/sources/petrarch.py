# Times PETRARCH 1 (Python 2) on its own unit suite, parse trees given, and prints how
# many sentences it went through in how many seconds of processor time, how many events
# it coded in a round, and how many records stopped it.
#   python2 petrarch.py FOLDER_OF_PETRARCH RECORDS.xml ROUNDS
from __future__ import print_function
import copy, os, resource, sys, types
import xml.etree.ElementTree as ET

folder, records, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
for unused in "corenlp", "dateutil", "dateutil.parser":  # the parser: trees are given
    sys.modules[unused] = types.ModuleType(unused)
sys.path.insert(0, os.path.join(folder, "petrarch"))
out, sys.stdout = sys.stdout, open(os.devnull, "w")
import petrarch, PETRglobals, PETRreader, utilities

utilities.init_logger(os.devnull)
words = lambda name: os.path.join(folder, "petrarch", "data", "dictionaries", name)
PETRreader.parse_Config(os.path.join(folder, "petrarch", "data", "config", "PETR_config.ini"))
PETRreader.read_verb_dictionary(words("PETR.Validate.verbs.txt"))
PETRreader.read_actor_dictionary(words("PETR.Validate.actors.txt"))
PETRreader.read_agent_dictionary(words("PETR.Validate.agents.txt"))
PETRreader.read_discard_list(words("PETR.Validate.discards.txt"))
events = {}
for elem in ET.parse(records).iter("Sentence"):
    tree = utilities._format_parsed_str(elem.find("Parse").text)
    content = elem.find("Text").text.replace("\n", " ")
    events[elem.get("id")] = {"sents": {"0": {"content": content, "parsed": tree}}, "meta": {"date": elem.get("date")}}
sentences = len(events)

spent = lambda: sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
coded, crashed, start = 0, 0, spent()
for _ in range(rounds):
    for key, story in events.items():
        try:
            done = petrarch.do_coding({key: copy.deepcopy(story)}, "TEMP")
            coded += len(done[key]["sents"]["0"].get("events", []))
        except Exception:  # some records stop it
            crashed += 1
print(sentences * rounds, spent() - start, coded / rounds, crashed / rounds, file=out)
