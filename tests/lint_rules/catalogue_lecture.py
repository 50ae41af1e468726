"""The lecture's own loop over samples, and other loops in many spellings, with what SG301 makes of them."""

from __future__ import annotations

from tests.lint_rules.catalogue import Case

LECTURE = (
    Case(
        "for i in range(m):\n    x = X[:, i].reshape(-1, 1)\n    z = np.dot(W, x) + s\n    g = sigmoid(z)\n"
        "    dz = g - y01[i]\n    J += -(y01[i] * np.log(g) + (1 - y01[i]) * np.log(1 - g))\n    Z2 += x * dz\n"
        "    db += dz",
        "x = X; z = np.dot(W, x) + s; g = sigmoid(z); dz = g - y01; "
        "J += np.sum(-(y01 * np.log(g) + (1 - y01) * np.log(1 - g)), axis=1, keepdims=True); "
        "Z2 += np.sum(x * dz, axis=1, keepdims=True); db += np.sum(dz, axis=1, keepdims=True)",
        "J Z2 db",
    ),
    Case(
        "for i in range(m):\n    x = X[:, [i]]\n    y = Y[:, i:i + 1]\n    g = sigmoid(np.dot(W[:1], x) + s)\n"
        "    J += -(y * np.log(g) + (1 - y) * np.log(1 - g))\n    dz = g - y\n    Z2 += np.dot(x, dz.T)\n"
        "    Z2 -= x @ dz.T\n    db += dz\n    dw1 += x[0, 0]",
        "x = X; y = Y; g = sigmoid(np.dot(W[:1], x) + s); "
        "J += np.sum(-(y * np.log(g) + (1 - y) * np.log(1 - g)), axis=1, keepdims=True); dz = g - y; "
        "Z2 += np.dot(x, dz.T); Z2 -= x @ dz.T; db += np.sum(dz, axis=1, keepdims=True); dw1 += np.sum(x[0])",
        "J Z2 db dw1",
    ),
    Case(
        "for i in range(m):\n    Z[:, [i]] = np.dot(W, X[:, [i]]) * a[i]",
        "Z[:] = np.dot(W, X) * a",
        "Z",
    ),
    Case("for x in X.T:\n    Z2 += W @ x[:, None]", "Z2 += np.sum(W @ X, axis=1, keepdims=True)", "Z2"),
    Case(
        "for i in range(m):\n    x_i = X[:, i]\n    y_i, g = y01[i], sigmoid(a[i])\n"
        "    if y_i == 1:\n        J += -np.log(g)\n    else:\n        J += -np.log(1 - g)\n"
        "    dw[0] += x_i[0] * (g - y_i)\n    dw[1] = dw[1] + x_i[1] * (g - y_i)\n    db += g - y_i",
        "x_i = X; y_i = y01; g = sigmoid(a); J += np.sum(np.where(y_i == 1, -np.log(g), -np.log(1 - g))); "
        "dw[0] += np.dot(x_i[0], g - y_i); dw[1] += np.dot(x_i[1], g - y_i); db += np.sum(g - y_i)",
        "J dw db",
    ),
    Case(
        "for i in range(m):\n    z = (W[:1] @ X[:, i] + s).item()\n    dw[0] += z",
        "z = (W[:1] @ X + s)[0]; dw[0] += np.sum(z)",
        "dw",
    ),
    Case(
        "for i in range(m):\n    z = np.dot(w, X[:, i]) + s\n    g = sigmoid(z)\n"
        "    J += -(y01[i] * np.log(g) + (1 - y01[i]) * np.log(1 - g))\n    dz = g - y01[i]\n"
        "    dw1 += X[0, i] * dz\n    dw2 += X[1, i] * dz\n    db += dz",
        "z = np.dot(w, X) + s; g = sigmoid(z); J += np.sum(-(y01 * np.log(g) + (1 - y01) * np.log(1 - g))); "
        "dz = g - y01; dw1 += np.dot(X[0], dz); dw2 += np.dot(X[1], dz); db += np.sum(dz)",
        "J dw1 dw2 db",
    ),
    Case(
        "for i in range(m):\n    z = w[0] * X[0, i] + w[1] * X[1, i] + s\n    g = 1.0 / (1.0 + math.exp(-z))\n"
        "    J -= y01[i] * math.log(g) + (1 - y01[i]) * math.log(1 - g)\n    dz = g - y01[i]\n    dw += X[:, i] * dz\n"
        "    db = db + dz",
        "z = w[0] * X[0] + w[1] * X[1] + s; g = 1.0 / (1.0 + np.exp(-z)); "
        "J -= np.sum(y01 * np.log(g) + (1 - y01) * np.log(1 - g)); dz = g - y01; dw += np.dot(X, dz); db += np.sum(dz)",
        "J dw db",
    ),
    Case(
        "for x, t in zip(X.T, y01):\n    g = sigmoid(np.dot(w, x))\n    dz = g - t\n    dw += x * dz\n    J += dz ** 2",
        "g = sigmoid(np.dot(X.T, w)); dz = g - y01; dw += np.dot(dz, X.T); J += np.sum(dz ** 2)",
        "J dw",
    ),
    Case(
        "for i in range(m):\n    g = 1 / (1 + np.exp(-(np.dot(w, X[:, i]) + s)))\n"
        "    J = J - (y01[i] * np.log(g) + (1 - y01[i]) * np.log(1 - g))\n"
        "    dw = dw + (g - y01[i]) * X[:, i]\n    db = db + (g - y01[i])",
        "g = 1 / (1 + np.exp(-(np.dot(w, X) + s))); J -= np.sum(y01 * np.log(g) + (1 - y01) * np.log(1 - g)); "
        "dw = dw + np.dot(X, g - y01); db += np.sum(g - y01)",
        "J dw db",
    ),
    Case(
        "for i, (x, t) in enumerate(zip(X.T, y01)):\n    g = sigmoid(w @ x + s)\n"
        "    J += -(t * np.log(g) + (1 - t) * np.log(1 - g))\n    dz = g - t\n    dw1 += x[0] * dz\n"
        "    dw2 += x[1] * dz\n    db += dz",
        "g = sigmoid(X.T @ w + s); J += np.sum(-(y01 * np.log(g) + (1 - y01) * np.log(1 - g))); dz = g - y01; "
        "dw1 += np.dot(X[0], dz); dw2 += np.dot(X[1], dz); db += np.sum(dz)",
        "J dw1 dw2 db",
    ),
    Case(
        "for i in range(m):\n    x1 = X[0, i]\n    x2 = X[1, i]\n    z = w[0] * x1 + w[1] * x2 + s\n"
        "    g = sigmoid(z)\n    dz = g - y01[i]\n    dw1 += x1 * dz\n    dw2 += x2 * dz\n    db += dz",
        "x1 = X[0]; x2 = X[1]; z = w[0] * x1 + w[1] * x2 + s; g = sigmoid(z); dz = g - y01; "
        "dw1 += np.dot(x1, dz); dw2 += np.dot(x2, dz); db += np.sum(dz)",
        "dw1 dw2 db",
    ),
    Case(
        "for i in range(m):\n    x = X[:, i]\n    z = np.dot(w, x) + s\n    g = sigmoid(z)\n    dz = g - y01[i]\n"
        "    dw1 += x[0] * dz\n    dw2 += x[1] * dz\n    db += dz",
        "x = X; z = np.dot(w, x) + s; g = sigmoid(z); dz = g - y01; "
        "dw1 += np.dot(x[0], dz); dw2 += np.dot(x[1], dz); db += np.sum(dz)",
        "dw1 dw2 db",
    ),
    Case(
        "for i in range(m):\n    out[i] = np.dot(w, X[:, i]) + s\n    b[i] = sigmoid(out[i])\n"
        "    J += -(y01[i] * np.log(b[i]) + (1 - y01[i]) * np.log(1 - b[i]))\n    a[i] = b[i] - y01[i]\n"
        "    dw1 += X[0, i] * a[i]\n    dw2 += X[1, i] * a[i]\n    db += a[i]",
        "out[:] = np.dot(w, X) + s; b[:] = sigmoid(out); J += np.sum(-(y01 * np.log(b) + (1 - y01) * np.log(1 - b))); "
        "a[:] = b - y01; dw1 += np.dot(X[0], a); dw2 += np.dot(X[1], a); db += np.sum(a)",
        "J dw1 dw2 db out a b",
    ),
    Case(
        "for i in range(m):\n    z = 0\n    for j in range(nx):\n        z += w[j] * X[j, i]\n    z += s\n"
        "    g = sigmoid(z)\n    dz = g - y01[i]\n    for j in range(nx):\n        dw[j] += X[j, i] * dz\n    db += dz",
        "z = np.dot(w, X) + s; g = sigmoid(z); dz = g - y01; dw += np.dot(X, dz); db += np.sum(dz)",
        "dw db",
    ),
    Case(
        "for j in range(nx):\n    for i in range(m):\n        dw[j] += (sigmoid(a[i]) - y01[i]) * X[j, i]",
        "dw += np.dot(X, sigmoid(a) - y01)",
        "dw",
    ),
    Case(
        "for j in range(nx):\n    g = 0\n    for i in range(m):\n        g += X[j, i] * a[i]\n    dw[j] = g / m",
        "dw[:] = np.dot(X, a) / m",
        "dw",
    ),
)

SPELLINGS = (
    Case("for i in range(nx):\n    for j in range(m):\n        Z[i][j] = X[i][j] * 2", "Z[:] = X * 2", "Z"),
    Case("for i in range(m):\n    out[i] = X[0][i] - X[1][i]", "out[:] = X[0] - X[1]"),
    Case("for i in range(m):\n    M[i, y01[i]] = 1", "M[np.arange(m), y01] = 1", "M"),
    Case("for i, y in enumerate(y01):\n    M[y, i] += 1", "M[y01, np.arange(len(y01))] += 1", "M"),
    Case("for i in range(m):\n    s -= abs(M[i, y01[i]])", "s -= np.sum(np.abs(M[np.arange(m), y01]))", "s"),
    Case("for i in range(m):\n    out[i] = M[i, i]", "out[:] = np.diagonal(M)"),
    Case("for i in range(m):\n    s += M[i][i]", "s += np.sum(np.diagonal(M))", "s"),
    Case("for t, p in zip(y01, labels):\n    M5[t, p] += 1", "np.add.at(M5, (y01, labels), 1)", "M5"),
    Case("for i in range(m):\n    M5[labels[i]] += M5b[i]", "np.add.at(M5, labels, M5b)", "M5"),
    Case("for i in range(m):\n    if a[i] > 0:\n        s = s + 1", "s += int(np.count_nonzero(a > 0))", "s"),
    Case(
        "for x in a:\n    if x > 0:\n        s += 1\n    else:\n        J += 1",
        "s += int(np.count_nonzero(a > 0)); J += int(np.count_nonzero(~(a > 0)))",
        "s J",
    ),
    Case("for x in a:\n    if x < 0:\n        continue\n    s += x", "s += np.sum(a[~(a < 0)])", "s"),
    Case("for x in a:\n    if not x < 0:\n        results.append(x)", "results.extend(a[~(a < 0)])", "results"),
    Case(
        "for i in range(m):\n    if a[i] > b[i]:\n        results.append(i)",
        "results.extend(np.flatnonzero(a > b))",
        "results",
    ),
    Case("for i in range(m):\n    results.append(X[:, i] + w)", "results.extend((X + w[:, None]).T)", "results"),
    Case("for i in range(m):\n    out[i] = int(a[i] > 0.5)", "out[:] = (a > 0.5).astype(int)"),
    Case("for y in y01:\n    if not y:\n        s += 1", "s += int(np.count_nonzero(y01 == 0))", "s"),
    Case("for i in range(m):\n    t = a[i]\n    a[i] = t * b[i]", "t = a; a[:] = t * b", "a"),
    Case(
        "for i in range(m):\n    if a[i] > 0 and b[i] > 0 and y01[i] > 0:\n        s += 1",
        "s += int(np.count_nonzero((a > 0) & (b > 0) & (y01 > 0)))",
        "s",
    ),
    Case(
        "for i in range(m):\n    if a[i] > 0:\n        if b[i] > 0:\n            s += 1",
        "s += int(np.count_nonzero((a > 0) & (b > 0)))",
        "s",
    ),
    Case(
        "for x in a:\n    if x > 1:\n        s += 1\n    elif x < -1:\n        J += 1\n    else:\n        db += 1",
        "s += int(np.count_nonzero(a > 1)); J += int(np.count_nonzero(~(a > 1) & (a < -1))); "
        "db += int(np.count_nonzero(~(a > 1) & ~(a < -1)))",
        "s J db",
    ),
    Case("for i in range(m):\n    out[i] = pow(a[i], 2)", "out[:] = np.power(a, 2)"),
    Case("for i in range(m):\n    out[i] = round(a[i], 2)", "out[:] = np.round(a, 2)"),
    Case("for i in range(m):\n    out[i] = -1 < a[i] <= 1", "out[:] = (-1 < a) & (a <= 1)"),
    Case("for i in range(m):\n    W += np.outer(X[:, i], X[:, i])", "W += np.dot(X, X.T)", "W"),
    Case("for r in R2:\n    W += np.outer(r, r)", "W += np.dot(R2.T, R2)", "W"),
)
