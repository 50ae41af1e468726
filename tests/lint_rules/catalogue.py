"""Loops that SG301 recognises, and what it makes of them: each is run both ways and compared."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A loop over arrays of the test (see ``test_vectorising``), the lines expected, and the names to compare."""

    loop: str
    lines: str
    results: str = "out"
    before: str = ""


MAPS = (
    Case("for i in range(m):\n    out[i] = a[i] + b[i]", "out[:] = a + b"),
    Case("for i in range(len(a)):\n    out[i] = 2 * a[i] ** 2 - 1", "out[:] = 2 * a ** 2 - 1"),
    Case("for i in range(a.shape[0]):\n    out[i] = np.exp(-a[i])", "out[:] = np.exp(-a)"),
    Case("for i in range(m):\n    out[i] = math.exp(a[i])", "out[:] = np.exp(a)"),
    Case("for i, x in enumerate(a):\n    out[i] = x * b[i]", "out[:] = a * b"),
    Case("for i, (x, y) in enumerate(zip(a, b)):\n    out[i] = x - y", "out[:] = a - b"),
    Case("for i in range(m):\n    out[i] = sigmoid(a[i])", "out[:] = sigmoid(a)"),
    Case("for i in range(m):\n    out[i] = relu(a[i])", "out[:] = np.where(a > 0, a, 0.0)"),
    Case("for i in range(m):\n    out[i] = logistic(a[i] * 2)", "out[:] = 1 / (1 + np.exp(-(a * 2)))"),
    Case("for i in range(m):\n    out[i] = 1 / (1 + np.exp(-a[i]))", "out[:] = 1 / (1 + np.exp(-a))"),
    Case("for i in range(m):\n    out[i] = max(a[i], 0)", "out[:] = np.maximum(a, 0)"),
    Case("for i in range(m):\n    out[i] = abs(a[i])", "out[:] = np.abs(a)"),
    Case("for i in range(m):\n    out[i] = a[i] if a[i] > 0 else 0", "out[:] = np.where(a > 0, a, 0)"),
    Case("for i in range(m):\n    out[i] = a[i] > b[i] and a[i] > 0", "out[:] = (a > b) & (a > 0)"),
    Case("for i in range(m):\n    out[i] += a[i]", "out += a"),
    Case("for i in range(m):\n    out[i] *= 2", "out *= 2"),
    Case("for i in range(m):\n    labels[i] += 2", "labels += 2", "labels"),
    Case("for i in range(m):\n    labels[i] += a[i]", "labels[:] = labels + a", "labels"),
    Case("for i in range(m):\n    labels[i] /= 2", "labels[:] = labels / 2", "labels"),
    Case("for i in range(m):\n    out[i] = i ** 2", "out[:] = np.arange(m) ** 2"),
    Case("for i in range(m):\n    out[i] = 7", "out[:] = 7"),
    Case("for i, x in enumerate(a, start=1):\n    out[i - 1] = x * i", "out[:] = a * np.arange(1, len(a) + 1)"),
    Case("for i in range(m):\n    out[i] = table[labels[i]]", "out[:] = table[labels]"),
    Case("for i in range(m - 1):\n    out[i] = a[i + 1] - a[i]", "out[:-1] = a[1:] - a[:-1]"),
    Case("for i in range(1, m):\n    out[i] = a[i - 1]", "out[1:] = a[:-1]"),
    Case("for i in range(3):\n    out[i] = a[i]", "out[:3] = a[:3]"),
    Case("for i in range(m):\n    out2[0, i] = a[i] * 3", "out2[0] = a * 3", "out2"),
    Case("for i in range(m):\n    Z[:, i] = X[:, i] + w", "Z[:] = X + w[:, None]", "Z"),
    Case("for i in range(m):\n    Z[:, i] = X[:, i] * a[i]", "Z[:] = X * a", "Z"),
    Case("for i in range(m):\n    R[i] = R2[i] * a[i]", "R[:] = R2 * a[:, None]", "R"),
    Case("for i in range(m):\n    R[i, :] = R2[i, :] - w", "R[:] = R2 - w", "R"),
    Case("for i in range(m):\n    R[i] = X[:, i]", "R[:] = X.T", "R"),
    Case("for i in range(m):\n    z = a[i] * 2\n    out[i] = z + z ** 2", "z = a * 2; out[:] = z + z ** 2"),
    Case(
        "results = []\nfor x in a:\n    results.append(np.sqrt(abs(x)))",
        "results.extend(np.sqrt(np.abs(a)))",
        "results",
    ),
    Case("for j in range(nx):\n    for i in range(m):\n        Z[j, i] = X[j, i] ** 2", "Z[:] = X ** 2", "Z"),
    Case("for i in range(m):\n    for j in range(nx):\n        Z[j, i] = X[j, i] - w[j]", "Z[:] = X - w[:, None]", "Z"),
)

FLAGS = (
    Case(
        "for i in range(m):\n    if a[i] > 0.5:\n        s = True", "s = bool(np.any(a > 0.5)) or s", "s", "s = False"
    ),
    Case("for x in a:\n    if x > 99:\n        s = True", "s = bool(np.any(a > 99)) or s", "s", "s = False"),
    Case("for x in a:\n    if x > 99:\n        s = True", "s = bool(np.any(a > 99)) or s", "s", "s = 3"),
    Case("for x in a:\n    if x > 99:\n        s = False", "s = not np.any(a > 99) and s", "s", "s = True"),
    Case("for i in range(m):\n    if a[i] > b[i]:\n        s = False", "s = not np.any(a > b) and s", "s", "s = True"),
    Case("for x in a:\n    if not x > 0:\n        s = False", "s = not np.any(~(a > 0)) and s", "s", "s = 'old'"),
)

REDUCTIONS = (
    Case("for i in range(m):\n    s += a[i] * b[i]", "s += np.dot(a, b)", "s"),
    Case("for i in range(m):\n    s = s + a[i] * b[i]", "s += np.dot(a, b)", "s"),
    Case("for i in range(m):\n    s -= a[i]", "s -= np.sum(a)", "s"),
    Case("for x in a:\n    s += x ** 2", "s += np.sum(a ** 2)", "s"),
    Case("for x, y in zip(a, b):\n    s += (x - y) ** 2", "s += np.sum((a - b) ** 2)", "s"),
    Case("for x in a:\n    s *= x", "s *= np.prod(a)", "s"),
    Case("for i in range(m):\n    s += a[i] * b[i] / m", "s += np.sum(a * b / m)", "s"),
    Case("for i in range(m):\n    dw += X[:, i] * a[i]", "dw += np.dot(X, a)", "dw"),
    Case("for i in range(m):\n    dw += a[i] * X[:, i]", "dw += np.dot(X, a)", "dw"),
    Case("for i in range(m):\n    dw -= R2[i] * a[i]", "dw -= np.dot(a, R2)", "dw"),
    Case("for x, y in zip(X.T, a):\n    dw += x * y", "dw += np.dot(a, X.T)", "dw"),
    Case("for i in range(m):\n    dw += X[:, i]", "dw += np.sum(X, axis=1)", "dw"),
    Case("for row in R2:\n    dw += row", "dw += np.sum(R2, axis=0)", "dw"),
    Case("for i in range(m):\n    s += np.dot(w, X[:, i])", "s += np.sum(np.dot(w, X))", "s"),
    Case("for i in range(m):\n    s += np.dot(X[:, i], X[:, i])", "s += np.sum(np.sum(X * X, axis=0))", "s"),
    Case("for i in range(m):\n    s += w @ R2[i]", "s += np.sum(R2 @ w)", "s"),
    Case("for i in range(m):\n    s = max(s, a[i])", "s = max(s, np.max(a))", "s"),
    Case("for x in a:\n    s = min(s, x)", "s = min(s, np.min(a))", "s"),
    Case("for x in a:\n    if x > s:\n        s = x", "s = max(s, np.max(a))", "s"),
    Case("for x in a:\n    if x < s:\n        s = x", "s = min(s, np.min(a))", "s"),
    Case("for i in range(m):\n    s += X[0, i] * a[i]", "s += np.dot(X[0], a)", "s"),
    Case("for i in range(m):\n    for j in range(nx):\n        s += X[j, i]", "s += np.sum(np.sum(X, axis=0))", "s"),
    Case("for x in X.T:\n    s += np.sum(x ** 2)", "s += np.sum(np.sum(X.T ** 2, axis=1))", "s"),
    Case("for j in range(nx):\n    for i in range(m):\n        dw[j] += X[j, i] * a[i]", "dw += np.dot(X, a)", "dw"),
    Case("for i in range(m):\n    for j in range(nx):\n        dw[j] += X[j, i] * a[i]", "dw += np.dot(X, a)", "dw"),
)

PRODUCTS = (
    Case("for i in range(m):\n    out[i] = np.dot(w, X[:, i]) + s", "out[:] = np.dot(w, X) + s"),
    Case("for i in range(m):\n    out[i] = R2[i] @ w", "out[:] = R2 @ w"),
    Case("for i in range(m):\n    Z[:, i] = np.dot(W, X[:, i])", "Z[:] = np.dot(W, X)", "Z"),
    Case("for i in range(m):\n    R[i] = W @ R2[i]", "R[:] = R2 @ W.T", "R"),
    Case("for i in range(m):\n    R[i] = R2[i] @ W", "R[:] = R2 @ W", "R"),
    Case("for i in range(m):\n    for j in range(m):\n        M[i, j] = a[i] * b[j]", "M[:] = np.outer(a, b)", "M"),
    Case("for j in range(m):\n    for i in range(m):\n        M[i, j] = a[i] * b[j]", "M[:] = np.outer(a, b)", "M"),
    Case("for i in range(m):\n    for j in range(m):\n        M[i, j] = a[i] - b[j]", "M[:] = a[:, None] - b", "M"),
    Case(
        "for i in range(nx):\n    for j in range(m):\n        t = 0\n        for k in range(nx):\n"
        "            t += W[i, k] * X[k, j]\n        Z[i, j] = t",
        "Z[:] = np.dot(W, X)",
        "Z",
    ),
    Case(
        "for i in range(nx):\n    for j in range(m):\n        for k in range(nx):\n"
        "            Z[i, j] += W[i, k] * X[k, j]",
        "Z += np.dot(W, X)",
        "Z",
    ),
    Case(
        "for i in range(nx):\n    for k in range(nx):\n        for j in range(m):\n"
        "            Z[i, j] += W[i, k] * X[k, j]",
        "Z += np.dot(W, X)",
        "Z",
    ),
    Case(
        "for i in range(m):\n    t = 0\n    for j in range(nx):\n        t += w[j] * X[j, i]\n    out[i] = t",
        "out[:] = np.dot(w, X)",
    ),
)

OF_ONE_SAMPLE = (
    Case("for i in range(m):\n    out[i] = X[:, i].sum()", "out[:] = X.sum(axis=0)"),
    Case("for i in range(m):\n    out[i] = sum(X[:, i])", "out[:] = np.sum(X, axis=0)"),
    Case(
        "for i in range(m):\n    out[i] = np.max(R2[i]) - R2[i].min()", "out[:] = np.max(R2, axis=1) - R2.min(axis=1)"
    ),
    Case("for i in range(m):\n    out[i] = X[:, i].std(ddof=1)", "out[:] = X.std(axis=0, ddof=1)"),
    Case("for i in range(m):\n    out[i] = np.argmax(X[:, i])", "out[:] = np.argmax(X, axis=0)"),
    Case("for i in range(m):\n    out[i] = np.median(X[:, i])", "out[:] = np.median(X, axis=0)"),
    Case(
        "for i in range(m):\n    out[i] = np.linalg.norm(X[:, i] - w)",
        "out[:] = np.linalg.norm(X - w[:, None], axis=0)",
    ),
    Case("for i in range(m):\n    out[i] = (X[:, i] > 0).all()", "out[:] = (X > 0).all(axis=0)"),
    Case("for i in range(m):\n    out[i] = images[i].mean()", "out[:] = images.mean(axis=(1, 2))"),
    Case("for i in range(m):\n    out[i] = np.linalg.norm(images[i])", "out[:] = np.linalg.norm(images, axis=(1, 2))"),
    Case("for i in range(m):\n    R[i] = R2[i] / R2[i].sum()", "R[:] = R2 / R2.sum(axis=1)[:, None]", "R"),
    Case("for i in range(m):\n    R[i, :] -= R[i, :].mean()", "R -= R.mean(axis=1)[:, None]", "R"),
    Case(
        "for i in range(m):\n    Z[:, i] = X[:, i] / np.linalg.norm(X[:, i])",
        "Z[:] = X / np.linalg.norm(X, axis=0)",
        "Z",
    ),
    Case(
        "for i in range(m):\n    e = np.exp(X[:, i] - X[:, i].max())\n    Z[:, i] = e / e.sum()",
        "e = np.exp(X - X.max(axis=0)); Z[:] = e / e.sum(axis=0)",
        "Z",
    ),
    Case("for x in X.T:\n    s += x.var()", "s += np.sum(X.T.var(axis=1))", "s"),
)

OTHERS = (
    Case(
        "for j in range(nx):\n    for i in range(m):\n        if X[j, i] < 0:\n            X[j, i] = 0",
        "X[X < 0] = 0",
        "X",
    ),
    Case(
        "for j in range(nx):\n    for i in range(m):\n        if X[j, i] < 0:\n            X[j, i] = 0\n"
        "        else:\n            X[j, i] *= 2",
        "X[:] = np.where(X < 0, 0, X * 2)",
        "X",
    ),
    Case(
        "for j in range(nx):\n    for i in range(m):\n        if X[j, i] > 1:\n            X[j, i] = 1\n"
        "        elif X[j, i] < -1:\n            X[j, i] = -1",
        "X[:] = np.where(X > 1, 1, np.where(X < -1, -1, X))",
        "X",
    ),
    Case(
        "for i in range(len(labels)):\n    if labels[i] == 3:\n        counts[3] += 1",
        "counts[3] += np.count_nonzero(labels == 3)",
        "counts",
    ),
    Case("for i in range(m):\n    s += int(a[i] > b[i])", "s += int(np.count_nonzero(a > b))", "s"),
    Case("for i in range(m):\n    s += 1 if a[i] > b[i] else 0", "s += int(np.count_nonzero(a > b))", "s"),
    Case(
        "for i in range(m):\n    if a[i] > 0:\n        s += 1\n    else:\n        s += b[i]",
        "s += np.sum(np.where(a > 0, 1, b))",
        "s",
    ),
    Case(
        "for i in range(m):\n    if a[i] > 1:\n        a[i] = 1\n    elif a[i] < -1:\n        a[i] = -1",
        "a[:] = np.where(a > 1, 1, np.where(a < -1, -1, a))",
        "a",
    ),
    Case(
        "for i in range(m):\n    z = a[i]\n    if z > 0:\n        z += 1\n    out[i] = z",
        "z = a; z = np.where(z > 0, z + 1, z); out[:] = z",
    ),
    Case(
        "for i in range(m):\n    z = a[i]\n    if b[i] > 0:\n        z = 1\n    out[i] = z",
        "z = a; z = np.where(b > 0, 1, z); out[:] = z",
    ),
    Case("for i in range(m):\n    s = s + a[i]\n    out[i] = s", "out[:] = s + np.cumsum(a); s = out[-1]", "out s"),
    Case("for i in range(1, m):\n    out[i] = a[i] + out[i - 1]", "out[1:] = out[0] + np.cumsum(a[1:])"),
    Case("for i in range(1, m):\n    out[i] += out[i - 1]", "out[:] = np.cumsum(out)"),
    Case("for i in range(m):\n    s *= a[i]\n    out[i] = s", "out[:] = s * np.cumprod(a); s = out[-1]", "out s"),
    Case(
        "for i in range(m):\n    counts[labels[i]] = counts[labels[i]] + 1",
        "np.add.at(counts, labels, 1)",
        "counts",
    ),
    Case(
        "for i in range(len(labels)):\n    k = labels[i]\n    counts[k] += 1",
        "k = labels; np.add.at(counts, k, 1)",
        "counts",
    ),
    Case("for i in range(m):\n    if a[i] > 0:\n        out[i] += b[i]", "out[:] = np.where(a > 0, out + b, out)"),
    Case(
        "for i in range(m):\n    if a[i] > 1:\n        out[i] = 1\n    elif a[i] < -1:\n"
        "        out[i] = -1\n    else:\n        out[i] = b[i]",
        "out[:] = np.where(a > 1, 1, np.where(a < -1, -1, b))",
    ),
    Case("for i in range(m):\n    s += a[i]\n    out[i] = s", "out[:] = s + np.cumsum(a); s = out[-1]", "out s"),
    Case("for i in range(1, m):\n    out[i] = out[i - 1] + a[i]", "out[1:] = out[0] + np.cumsum(a[1:])"),
    Case("for i in range(m):\n    if a[i] < 0:\n        a[i] = 0", "a[a < 0] = 0", "a"),
    Case(
        "for i in range(m):\n    if a[i] > 0:\n        out[i] = 1\n    else:\n        out[i] = -1",
        "out[:] = np.where(a > 0, 1, -1)",
    ),
    Case("for i in range(m):\n    if a[i] > 0:\n        out[i] = b[i]", "out[:] = np.where(a > 0, b, out)"),
    Case("for x in a:\n    if x > 0:\n        s += 1", "s += int(np.count_nonzero(a > 0))", "s"),
    Case("for x in a:\n    if x > 0:\n        s += x", "s += np.sum(a[a > 0])", "s"),
    Case("for x, y in zip(a, b):\n    if x > 0:\n        s += x * y", "s += np.sum(np.where(a > 0, a * b, 0))", "s"),
    Case(
        "for i in range(m):\n    counts[labels[i]] += 1",
        "np.add.at(counts, labels, 1)",
        "counts",
    ),
    Case("for label in labels:\n    counts[label] += 1", "np.add.at(counts, labels, 1)", "counts"),
    Case("for i in range(m):\n    counts[labels[i]] += a[i]", "np.add.at(counts, labels, a)", "counts"),
)

STRIDED = (
    Case("for i in range(0, m, 2):\n    out[i] = a[i] * 2", "out[::2] = a[::2] * 2"),
    Case("for i in range(1, m, 3):\n    out[i] += a[i]", "out[1::3] += a[1::3]"),
    Case(
        "for i in range(0, 4, 2):\n    Z[:, i] = X[:, i + 1] * i",
        "Z[:, :4:2] = X[:, 1:5:2] * np.arange(0, 4, 2)",
        "Z",
    ),
    Case("for i in range(0, m, 2):\n    s += a[i] * b[i]", "s += np.dot(a[::2], b[::2])", "s"),
    Case("for i in range(0, m, 2):\n    R[i] = R2[i] - w", "R[::2] = R2[::2] - w", "R"),
    Case(
        "for i in range(0, m, 2):\n    if a[i] < 0:\n        a[i] = 1",
        "a[::2] = np.where(a[::2] < 0, 1, a[::2])",
        "a",
    ),
)

_WINDOWS = "np.lib.stride_tricks.sliding_window_view"
WINDOWS = (
    Case("for i in range(m - 2):\n    out[i] = a[i:i + 3].mean()", f"out[:-2] = {_WINDOWS}(a, 3).mean(axis=1)"),
    Case("for i in range(m - nx + 1):\n    s += a[i:i + nx].max()", f"s += np.sum({_WINDOWS}(a, nx).max(axis=1))", "s"),
    Case(
        "for i in range(1, m - 1):\n    out[i] = np.median(a[i - 1:i + 2])",
        f"out[1:-1] = np.median({_WINDOWS}(a, 3), axis=1)",
    ),
    Case(
        "for i in range(1, m - 3):\n    out[i] = sum(a[i:2 + i])",
        f"out[1:-3] = np.sum({_WINDOWS}(a, 2)[1:-2], axis=1)",
    ),
    Case(
        "for i in range(m - nx + 1):\n    out[i] = np.dot(w, a[i:i + nx])",
        f"out[:m - nx + 1] = np.dot({_WINDOWS}(a, nx), w)",
    ),
)

BATCHES = (
    Case("for i in range(m):\n    T[i] = images[i] @ images2[i]", "T[:] = images @ images2", "T"),
    Case("for i in range(m):\n    T[i] = np.dot(images[i], images2[i])", "T[:] = images @ images2", "T"),
    Case("for i, x in enumerate(images):\n    T[i] = np.matmul(x, M32)", "T[:] = images @ M32", "T"),
    Case("for i in range(m):\n    T[i] = images[i] @ images2[i] + 1", "T[:] = images @ images2 + 1", "T"),
    Case("for i in range(m):\n    R23[i] = images[i] @ R33[i]", "R23[:] = (images @ R33[:, :, None])[..., 0]", "R23"),
    Case("for i in range(m):\n    R33[i] = R23[i] @ images[i]", "R33[:] = (R23[:, None] @ images)[:, 0]", "R33"),
    Case("for i in range(m):\n    R23[i] = images[i] @ w3", "R23[:] = images @ w3", "R23"),
    Case("for i in range(m):\n    images2[i] = M32 @ T[i]", "images2[:] = M32 @ T", "images2"),
)

EXTREMA = (
    Case(
        "for i in range(m):\n    if labels[i] > s:\n        s, k = labels[i], i",
        "k = int(np.argmax(labels)) if np.max(labels) > s else k; s = max(s, np.max(labels))",
        "s k",
    ),
    Case(
        "for i, x in enumerate(labels):\n    if x < s:\n        s = x\n        k = i",
        "k = int(np.argmin(labels)) if np.min(labels) < s else k; s = min(s, np.min(labels))",
        "s k",
    ),
    Case(
        "for i in range(1, m):\n    if labels[k] < labels[i]:\n        k = i",
        "k = 1 + int(np.argmax(labels[1:])) if np.max(labels[1:]) > labels[k] else k",
        "k",
    ),
    Case("for x in a:\n    if s < x:\n        s = x", "s = max(s, np.max(a))", "s"),
)

LIKELY = (
    (
        Case(
            "for i in range(m):\n    if a[i] > s:\n        s = a[i]\n        k = i",
            "k = int(np.argmax(a)) if np.max(a) > s else k; s = max(s, np.max(a))",
            "s k",
        ),
        "the loop passes over NaN, np.argmax takes it",
    ),
    (
        Case(
            "for i in range(m):\n    if a[i] < a[k]:\n        k = i",
            "k = int(np.argmin(a)) if np.min(a) < a[k] else k",
            "k",
        ),
        "the loop passes over NaN, np.argmin takes it",
    ),
)
"""Lines that are shown and not written, and why."""
