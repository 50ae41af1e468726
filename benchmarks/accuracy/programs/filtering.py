"""A Kalman filter, a hidden Markov model and autoregression."""

import numpy as np


class Kalman:
    """Linear Gaussian filter with states of size n and observations of size p."""

    def __init__(self, n, p):
        self.n = n
        self.p = p
        self.x = np.zeros((n, 1))
        self.P = np.eye(n)
        self.F = np.eye(n) + np.diag(np.ones(n - 1), 1)
        self.H = np.zeros((p, n))
        self.H[:, :p] = np.eye(p)
        self.Q = 0.01 * np.eye(n)
        self.R = 0.1 * np.eye(p)

    def predict(self):
        self.x = self.F @ self.x
        self.P = self.F @ self.P @ self.F.T + self.Q

    def update(self, z):
        y = z.reshape(-1, 1) - self.H @ self.x
        S = self.H @ self.P @ self.H.T + self.R
        K = self.P @ self.H.T @ np.linalg.inv(S)
        self.x = self.x + K @ y
        self.P = (np.eye(self.n) - K @ self.H) @ self.P

    def run(self, observations):
        steps = observations.shape[0]
        states = np.zeros((steps, self.n))
        for t in range(steps):
            self.predict()
            self.update(observations[t])
            states[t] = self.x.ravel()
        return states


def forward_probabilities(initial, transition, emission, observed):
    k = transition.shape[0]
    alpha = np.zeros((len(observed), k))
    alpha[0] = initial * emission[:, observed[0]]
    for t in range(1, len(observed)):
        alpha[t] = (alpha[t - 1] @ transition) * emission[:, observed[t]]
    return alpha


def stationary(transition):
    k = transition.shape[0]
    A = np.vstack([transition.T - np.eye(k), np.ones((1, k))])
    b = np.zeros((k + 1, 1))
    b[-1, 0] = 1
    solution, *_ = np.linalg.lstsq(A, b, rcond=None)
    return solution


def lagged(x, lags):
    n = x.shape[0] - lags
    columns = [x[lags - j - 1 : lags - j - 1 + n] for j in range(lags)]
    return np.column_stack(columns), x[lags:]


def fit_autoregression(x, lags):
    design, target = lagged(x, lags)
    design = np.hstack([np.ones((design.shape[0], 1)), design])
    coefficients, *_ = np.linalg.lstsq(design, target.reshape(-1, 1), rcond=None)
    return coefficients


def test_kalman_follows_a_ramp():
    z = np.stack([np.arange(50.0), np.ones(50)], axis=1)
    kalman = Kalman(3, 2)
    states = kalman.run(z)
    assert states.shape == (50, 3)
    assert kalman.x.shape == (3, 1) and kalman.P.shape == (3, 3)
    assert abs(states[-1, 0] - 49) < 0.5


def test_forward_sums_to_likelihood():
    transition = np.array([[0.9, 0.1], [0.3, 0.7]])
    emission = np.array([[0.5, 0.4, 0.1], [0.1, 0.3, 0.6]])
    alpha = forward_probabilities(np.array([0.6, 0.4]), transition, emission, [0, 2, 1])
    assert alpha.shape == (3, 2)
    assert np.isclose(alpha[0].sum(), 0.34)
    assert np.isclose(alpha[1, 0], (0.3 * 0.9 + 0.04 * 0.3) * 0.1)


def test_stationary():
    transition = np.array([[0.9, 0.1, 0.0], [0.3, 0.5, 0.2], [0.1, 0.1, 0.8]])
    pi = stationary(transition)
    assert pi.shape == (3, 1) and np.allclose(pi.T @ transition, pi.T)


def test_autoregression():
    x = np.zeros(60)
    x[0], x[1] = 1.0, 0.5
    for t in range(2, 60):
        x[t] = 0.3 + 0.5 * x[t - 1] - 0.2 * x[t - 2]
    design, target = lagged(x, 2)
    assert design.shape == (58, 2) and target.shape == (58,)
    assert np.allclose(fit_autoregression(x[:20], 2), [[0.3], [0.5], [-0.2]])
