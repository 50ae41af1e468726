"""A network with one hidden layer, parameters in a dictionary, samples as columns."""

import numpy as np


def layer_sizes(X, Y, hidden):
    n_x, m = X.shape
    n_y = Y.shape[0]
    return n_x, hidden, n_y


def initialize(n_x, n_h, n_y, seed=0):
    rng = np.random.default_rng(seed)
    W1 = rng.standard_normal((n_h, n_x)) * 0.1
    b1 = np.zeros((n_h, 1))
    W2 = rng.standard_normal((n_y, n_h)) * 0.1
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


def forward(X, parameters):
    Z1 = np.dot(parameters["W1"], X) + parameters["b1"]
    A1 = np.tanh(Z1)
    Z2 = np.dot(parameters["W2"], A1) + parameters["b2"]
    A2 = 1 / (1 + np.exp(-Z2))
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


def cost(A2, Y):
    m = Y.shape[1]
    return float(-np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m)


def backward(parameters, cache, X, Y):
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dW2 = np.dot(dZ2, cache["A1"].T) / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = np.dot(parameters["W2"].T, dZ2) * (1 - cache["A1"] ** 2)
    dW1 = np.dot(dZ1, X.T) / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


def update(parameters, grads, rate):
    return {name: parameters[name] - rate * grads["d" + name] for name in ("W1", "b1", "W2", "b2")}


def train(X, Y, hidden=4, steps=200, rate=1.0):
    n_x, n_h, n_y = layer_sizes(X, Y, hidden)
    parameters = initialize(n_x, n_h, n_y)
    for _ in range(steps):
        A2, cache = forward(X, parameters)
        grads = backward(parameters, cache, X, Y)
        parameters = update(parameters, grads, rate)
    return parameters


def predict(X, parameters):
    A2, _ = forward(X, parameters)
    return (A2 > 0.5).astype(int)


def example():
    rng = np.random.default_rng(3)
    X = rng.standard_normal((3, 40))
    Y = (X[0:1, :] * X[1:2, :] > 0).astype(float)
    return X, Y


def test_shapes_of_parameters():
    parameters = initialize(3, 4, 1)
    assert [parameters[k].shape for k in ("W1", "b1", "W2", "b2")] == [(4, 3), (4, 1), (1, 4), (1, 1)]


def test_forward_is_a_probability():
    X, Y = example()
    A2, cache = forward(X, initialize(3, 4, 1))
    assert A2.shape == Y.shape and cache["A1"].shape == (4, 40)
    assert np.all((A2 > 0) & (A2 < 1))


def test_gradient_against_differences():
    X, Y = example()
    parameters = initialize(3, 4, 1, seed=5)
    grads = backward(parameters, forward(X, parameters)[1], X, Y)
    for name in ("W1", "b1", "W2", "b2"):
        assert grads["d" + name].shape == parameters[name].shape
        for index in np.ndindex(parameters[name].shape):
            shifted = []
            for sign in (1, -1):
                moved = {key: value.copy() for key, value in parameters.items()}
                moved[name][index] += sign * 1e-6
                shifted.append(cost(forward(X, moved)[0], Y))
            assert abs(grads["d" + name][index] - (shifted[0] - shifted[1]) / 2e-6) < 1e-6


def test_training_lowers_the_cost():
    X, Y = example()
    before = cost(forward(X, initialize(3, 4, 1))[0], Y)
    after = cost(forward(X, train(X, Y))[0], Y)
    assert after < before
    assert predict(X, train(X, Y)).shape == (1, 40)
