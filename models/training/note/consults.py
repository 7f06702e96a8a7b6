"""Reads corpus files and turns each consult into what the writer is trained on: every turn and what it adds to the note."""
import collections, glob, os, re
SHARED = os.environ.get('SOEPEL_CORPUS_HOME') or os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
CORPUS = sorted(glob.glob(SHARED + '/corpus/*-*.txt')); DEV = sorted(glob.glob(SHARED + '/dev/D*.txt'))

def parse(paths):
    """-> [{id, setting, patient, turns: [(speaker, text, {labels})], dc: [{n, code, title, text: {S,O,E,P}, m}]}]"""
    consults = []
    for path in paths:
        cur = None
        for raw in open(path, encoding='utf8'):
            line = raw.rstrip('\n')
            if not line.strip(): continue
            if line.startswith('=== '):
                cur = dict(id=line[4:].strip(), turns=[], dc=[], setting='', patient=''); consults.append(cur); continue
            if line.startswith('setting:'): cur['setting'] = line[8:].strip(); continue
            if line.startswith('patient:'): cur['patient'] = line[8:].strip(); continue
            m = re.match(r'^--- (\d+) (\S+) (.+)$', line)
            if m: cur['dc'].append(dict(n=int(m[1]), code=m[2], title=m[3], text={}, m='')); continue
            if not cur['dc']:
                labels = re.search(r'\{([^}]*)\}\s*$', line); turn = re.sub(r'\s*\{[^}]*\}\s*$', '', line)
                speaker, _, text = turn.partition(': ')
                cur['turns'].append((speaker, text, set(labels[1].split(',')) if labels else set())); continue
            d = cur['dc'][-1]
            if line.startswith('M:'): d['m'] = line[2:].strip()
            elif re.match(r'^[SOEP]: ', line): d['text'][line[0]] = (d['text'].get(line[0], '') + ' ' + line[3:]).strip()
    return consults

def phrases():
    """-> {consult: {label: [(phrase, [turn indices from 0])]}}"""
    out = collections.defaultdict(lambda: collections.defaultdict(list))
    for f in glob.glob(SHARED + '/corpus/phrases/*.tsv'):
        for l in open(f, encoding='utf8'):
            i, label, phrase, turns = l.rstrip('\n').split('\t')
            out[i][label].append((phrase, [] if turns == '-' else [int(x) - 1 for x in turns.split(',')]))
    return out

def additions(c, P):
    """What each turn adds: '-' or 'S1 phrase phrase | P1 phrase'. A phrase belongs to the last labelled turn it rests on: by then it is complete."""
    T = c['turns']; out = [collections.OrderedDict() for _ in T]
    for d in sorted(c['dc'], key=lambda d: d['n']):
        for k in 'SOEP':
            label = f"{k}{d['n']}"; ids = [i for i, (_, _, g) in enumerate(T) if label in g]
            for phrase, turns in P.get(c['id'], {}).get(label, []):
                if not turns: continue
                inside = [x for x in turns if x in ids]
                x = max(inside) if inside else (min(ids, key=lambda j: (abs(j - max(turns)), j)) if ids else max(turns))
                out[x].setdefault(label, []).append(phrase)
    return [' | '.join(f"{t} {' '.join(v)}" for t, v in o.items()) or '-' for o in out]

def prompt(c, speakers=True):
    """-> (the whole transcript as the model reads it first, the turns as they are restated one by one)"""
    turns = [(s + ': ' if speakers else '- ') + t for s, t, _ in c['turns']]
    return f"{c['setting']}, {c['patient']}\n" + '\n'.join(turns) + '\n=\n', turns

def codes(c): return ''.join(f"= {d['n']} {d['title']} {d['code']}\n" for d in sorted(c['dc'], key=lambda d: d['n']))
