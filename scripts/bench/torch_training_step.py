"""The training step of the item network in PyTorch: what `training.ts` compares ONNX Runtime with, and float64 gradients.

    python torch_training_step.py DIR time THREADS STEPS     -> JSON: milliseconds of each step, losses
    python torch_training_step.py DIR gradients              -> JSON: loss and gradients of the parameters, in float64

DIR holds step.json (configuration, and name, type and shape of each tensor) and the tensors' numbers, NAME.bin each.
"""
import json, sys, time, warnings
from pathlib import Path
import numpy as np
import torch

warnings.filterwarnings("ignore", message="Sparse")

DTYPES = {"float32": np.float32, "float64": np.float64, "int32": np.int32, "uint8": np.uint8}


def read(folder):
    meta = json.loads((folder / "step.json").read_text())
    tensors = {
        t["name"]: np.fromfile(folder / f"{t['name']}.bin", dtype=DTYPES[t["type"]]).reshape(t["shape"])
        for t in meta["tensors"]
    }
    return meta, tensors


class Step:
    def __init__(self, meta, tensors, dtype):
        self.layer, self.depth = meta["layer"], meta["depth"]
        self.parameters = {n: torch.tensor(tensors[n]).to(dtype).requires_grad_() for n in meta["parameters"]}
        self.x = {n: torch.tensor(a) for n, a in tensors.items()}
        for n, a in self.x.items():
            self.x[n] = a.to(dtype) if a.dtype == torch.float32 or n == "dropout" else a.long() if a.dtype == torch.int32 else a
        products, attributes = meta["products"], meta["attributes"]
        self.graph = self.csr("graph", products, products, dtype)
        self.bag = self.csr("attribute", products, attributes, dtype)
        self.members = self.bag.to_sparse_coo().t().coalesce().to_sparse_csr()
        rows = self.x["graph_offsets"].long()
        self.owner = torch.repeat_interleave(torch.arange(products), rows[1:] - rows[:-1])

    def csr(self, name, rows, columns, dtype):
        x = self.x
        return torch.sparse_csr_tensor(
            x[f"{name}_offsets"].long(), x[f"{name}_columns"], x[f"{name}_values"].to(dtype), (rows, columns)
        )

    def propagate(self, h, layer):
        if self.layer == "lightgcn":
            return Symmetric.apply(self.graph, h)
        kernel = self.parameters[f"kernel_{layer}"]
        if self.layer == "gcn":
            return torch.relu(Symmetric.apply(self.graph, h) @ kernel)
        h = h / h.norm(dim=1, keepdim=True).clamp_min(1e-6)
        to = self.x["graph_columns"]
        odds = self.graph.values() * torch.exp(((h @ kernel)[self.owner] * h[to]).sum(1))
        total = torch.zeros(len(h), dtype=h.dtype).index_add(0, self.owner, odds)
        sums = torch.zeros_like(h).index_add(0, self.owner, odds[:, None] * h[to])
        return sums / total.clamp_min(1e-30)[:, None]

    def loss(self):
        p, x = self.parameters, self.x
        own = p["item_rows"] * x["keep_own"]
        h = (own + Product.apply(self.bag, self.members, p["attribute_rows"])) * (x["dropout"] * x["dropout_scale"])
        mixed, propagated = h, 0
        for layer in range(1, self.depth + 1):
            h = self.propagate(h, layer)
            propagated = propagated + h
        if self.depth > 0:
            mixed = (mixed + propagated * x["keep_graph"]) / (self.depth + 1)

        def scaled(rows):
            return rows / ((rows.norm(dim=1, keepdim=True).clamp_min(1e-6) - 1) * x["row_normalisation"] + 1)

        queries = scaled(mixed[x["batch"]]) * p["log_scale"].exp()
        candidates = scaled(mixed[x["candidates"]])
        tables = x["lift"] * p["category_weight"] + x["blocked"]
        terms = tables[:, x["batch_categories"]][x["candidate_categories"]]
        logits = candidates @ queries.T + (p["bias"][x["candidates"]] + x["correction"]) + terms
        normaliser = logits.logsumexp(0, keepdim=True)
        return (x["query_weights"] * normaliser).sum() - (x["targets"] * logits).sum()


class Symmetric(torch.autograd.Function):
    """A symmetric sparse matrix times h: its gradient is the same product."""

    @staticmethod
    def forward(ctx, graph, h):
        ctx.graph = graph
        return graph @ h

    @staticmethod
    def backward(ctx, g):
        return None, ctx.graph @ g


class Product(torch.autograd.Function):
    """A sparse matrix times h, with its transposed at hand."""

    @staticmethod
    def forward(ctx, matrix, transposed, h):
        ctx.transposed = transposed
        return matrix @ h

    @staticmethod
    def backward(ctx, g):
        return None, None, ctx.transposed @ g


def main():
    folder, what = Path(sys.argv[1]), sys.argv[2]
    meta, tensors = read(folder)
    if what == "gradients":
        step = Step(meta, tensors, torch.float64)
        loss = step.loss()
        loss.backward()
        gradients = {n: p.grad.flatten().tolist() for n, p in step.parameters.items()}
        print(json.dumps({"loss": loss.item(), "gradients": gradients}))
        return
    torch.set_num_threads(int(sys.argv[3]))
    step = Step(meta, tensors, torch.float32)
    adam = torch.optim.Adam(step.parameters.values(), lr=meta["learningRate"])
    times, losses = [], []
    for _ in range(int(sys.argv[4])):
        start = time.perf_counter(), time.process_time()
        adam.zero_grad(set_to_none=True)
        loss = step.loss()
        loss.backward()
        adam.step()
        times.append([1000 * (time.perf_counter() - start[0]), 1000 * (time.process_time() - start[1])])
        losses.append(loss.item())
    print(json.dumps({"torch": torch.__version__, "times": times, "losses": losses}))


main()
