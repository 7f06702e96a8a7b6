"""Trains the ICPC re-ranker on features.jsonl (dump-features.ts): a layer of 48 over the features, one score a candidate.

usage: train_ranker.py FEATURES.jsonl RANKER.json      (torch; about a minute; seeded)
Prints top-1 and top-3 per split and variant, and the calibration of the stated confidence. The temperature is fitted by five-fold
cross-validation on the training part; held-out and development consults are only reported.
"""
import json, sys
import numpy as np, torch

HIDDEN, EPOCHS, RATE, DECAY, LIMIT = 48, 30, 3e-3, 0.1, 40
torch.manual_seed(8); torch.set_num_threads(1)
lines = open(sys.argv[1], encoding='utf8'); names = json.loads(next(lines))['names']; rows = [json.loads(l) for l in lines]

def pack(sel):
    X = np.zeros((len(sel), LIMIT, len(names)), np.float32); mask = np.zeros((len(sel), LIMIT), bool)
    for i, r in enumerate(sel): f = np.array(r['features'], np.float32); X[i, :len(f)] = f; mask[i, :len(f)] = True
    return torch.tensor(X), torch.tensor(mask), torch.tensor([r['at'] for r in sel])

def model(): return torch.nn.Sequential(torch.nn.Linear(len(names), HIDDEN), torch.nn.ReLU(), torch.nn.Dropout(0.2), torch.nn.Linear(HIDDEN, 1))
def scores(net, X, mask): return net((X - mean) / sd).squeeze(-1).masked_fill(~mask, -1e9)

def fit(data):
    net = model(); opt = torch.optim.AdamW(net.parameters(), RATE, weight_decay=DECAY); X, mask, y = data
    steps = EPOCHS * (len(X) // 64 + 1); sched = torch.optim.lr_scheduler.OneCycleLR(opt, RATE, total_steps=steps)
    net.train()
    for _ in range(EPOCHS):
        for b in torch.randperm(len(X)).split(64):
            loss = torch.nn.functional.cross_entropy(scores(net, X[b], mask[b]), y[b]); opt.zero_grad(); loss.backward(); opt.step(); sched.step()
    net.eval(); return net

train = [r for r in rows if r['split'] == 'train' and r['at'] >= 0]
data = pack(train); mean = data[0][data[1]].mean(0); sd = data[0][data[1]].std(0) + 1e-6
ids = sorted({r['id'] for r in train}); fold = {i: k % 5 for k, i in enumerate(ids)}; folds = np.array([fold[r['id']] for r in train])
cv = torch.zeros(len(train), LIMIT)
for k in range(5):
    inside, outside = torch.tensor(np.flatnonzero(folds != k)), torch.tensor(np.flatnonzero(folds == k))
    net = fit(tuple(t[inside] for t in data))
    with torch.no_grad(): cv[outside] = scores(net, data[0][outside], data[1][outside])
def loss_at(T): return torch.nn.functional.cross_entropy(cv / T, data[2]).item()
temperature = min(np.arange(0.5, 3.0, 0.05), key=loss_at)
net = fit(data)

def report(name, s, y):
    order = s.argsort(1, descending=True); p = torch.softmax(s / temperature, 1).max(1).values; hit = order[:, 0] == y
    print(f"{name:14s} n {len(y):5d}  top-1 {100 * hit.float().mean():.1f}  top-3 {100 * (order[:, :3] == y[:, None]).any(1).float().mean():.1f}  stated {100 * p.mean():.1f}")
    return p, hit
for variant in sorted({r['variant'] for r in train}):
    sel = torch.tensor([i for i, r in enumerate(train) if r['variant'] == variant]); report(f'cv {variant}', cv[sel], data[2][sel])
p, hit = report('cv train', cv, data[2])
for lo in np.arange(0, 1, 0.2):
    sel = (p >= lo) & (p < lo + 0.2 + 1e-9)
    if sel.any(): print(f"  stated {lo:.1f}-{lo + 0.2:.1f}: n {int(sel.sum()):5d} stated {100 * p[sel].mean():.1f} right {100 * hit[sel].float().mean():.1f}")
with torch.no_grad():
    for split in ('held', 'dev'):
        for variant in ('gold', 'said', 'no-e', 'written'):
            sel = [r for r in rows if r['split'] == split and (r['variant'] == variant or variant == 'written' and r['variant'].startswith(variant))]
            if sel: X, mask, y = pack(sel); report(f'{split} {variant}', scores(net, X, mask), y)
r = lambda t, n=5: np.round(t.detach().numpy(), n).tolist()
json.dump(dict(schema=1, names=names, mean=r(mean), sd=r(sd), hidden=r(net[0].weight), hiddenBias=r(net[0].bias), output=r(net[3].weight[0]),
    outputBias=float(net[3].bias.detach()[0]), temperature=round(float(temperature), 3)), open(sys.argv[2], 'w'), separators=(',', ':'))
