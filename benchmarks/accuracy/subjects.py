"""What is mutated: modules with the test files that cover them."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEED = 20261121


@dataclass(frozen=True, slots=True)
class Subject:
    """A module, the tests that cover it, and where it comes from: ``own`` or ``wheel``."""

    module: str
    tests: tuple[str, ...]
    source: str

    @property
    def path(self) -> Path:
        """The file of the module."""
        spec = importlib.util.find_spec(self.module)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"{self.module} is not installed; see the command in docs/accuracy.md")
        return Path(spec.origin)


def own_subjects() -> list[Subject]:
    """The programs beside this file, which hold their own tests, and the reference models."""
    programs = sorted(path for path in (Path(__file__).parent / "programs").glob("*.py") if path.stem != "__init__")
    subjects = [Subject(f"benchmarks.accuracy.programs.{path.stem}", (str(path),), "own") for path in programs]
    for model in sorted((ROOT / "models").glob("*.py")):
        tests = ROOT / "tests" / "models" / f"test_{model.stem}.py"
        if tests.exists():
            subjects.append(Subject(f"models.{model.stem}", (str(tests),), "own"))
    return subjects


_WHEELS = {
    "sklearn.utils.extmath": ["sklearn/utils/tests/test_extmath.py"],
    "sklearn.metrics._regression": ["sklearn/metrics/tests/test_regression.py"],
    "sklearn.metrics._ranking": ["sklearn/metrics/tests/test_ranking.py"],
    "sklearn.metrics._classification": ["sklearn/metrics/tests/test_classification.py"],
    "sklearn.metrics.pairwise": ["sklearn/metrics/tests/test_pairwise.py"],
    "sklearn.covariance._shrunk_covariance": ["sklearn/covariance/tests/test_covariance.py"],
    "sklearn.covariance._empirical_covariance": ["sklearn/covariance/tests/test_covariance.py"],
    "sklearn.covariance._robust_covariance": ["sklearn/covariance/tests/test_robust_covariance.py"],
    "sklearn.decomposition._pca": ["sklearn/decomposition/tests/test_pca.py"],
    "sklearn.decomposition._fastica": ["sklearn/decomposition/tests/test_fastica.py"],
    "sklearn.decomposition._factor_analysis": ["sklearn/decomposition/tests/test_factor_analysis.py"],
    "sklearn.decomposition._nmf": ["sklearn/decomposition/tests/test_nmf.py"],
    "sklearn.cross_decomposition._pls": ["sklearn/cross_decomposition/tests/test_pls.py"],
    "sklearn.gaussian_process.kernels": ["sklearn/gaussian_process/tests/test_kernels.py"],
    "sklearn.gaussian_process._gpr": ["sklearn/gaussian_process/tests/test_gpr.py"],
    "sklearn.linear_model._bayes": ["sklearn/linear_model/tests/test_bayes.py"],
    "sklearn.linear_model._ridge": ["sklearn/linear_model/tests/test_ridge.py"],
    "sklearn.linear_model._least_angle": ["sklearn/linear_model/tests/test_least_angle.py"],
    "sklearn.mixture._gaussian_mixture": ["sklearn/mixture/tests/test_gaussian_mixture.py"],
    "sklearn.mixture._bayesian_mixture": ["sklearn/mixture/tests/test_bayesian_mixture.py"],
    "sklearn.manifold._mds": ["sklearn/manifold/tests/test_mds.py"],
    "sklearn.manifold._locally_linear": ["sklearn/manifold/tests/test_locally_linear.py"],
    "sklearn.neural_network._multilayer_perceptron": ["sklearn/neural_network/tests/test_mlp.py"],
    "sklearn.discriminant_analysis": ["sklearn/tests/test_discriminant_analysis.py"],
    "sklearn.naive_bayes": ["sklearn/tests/test_naive_bayes.py"],
    "sklearn.kernel_ridge": ["sklearn/tests/test_kernel_ridge.py"],
    "sklearn.datasets._samples_generator": ["sklearn/datasets/tests/test_samples_generator.py"],
    "sklearn.preprocessing._data": ["sklearn/preprocessing/tests/test_data.py"],
    "scipy.linalg._decomp_cossin": ["scipy/linalg/tests/test_cossin.py"],
    "scipy.linalg._special_matrices": ["scipy/linalg/tests/test_special_matrices.py"],
    "scipy.linalg._procrustes": ["scipy/linalg/tests/test_procrustes.py"],
    "scipy.linalg._matfuncs": ["scipy/linalg/tests/test_matfuncs.py"],
    "scipy.linalg._basic": ["scipy/linalg/tests/test_basic.py"],
    "scipy.linalg._solvers": ["scipy/linalg/tests/test_solvers.py"],
    "scipy.spatial._procrustes": ["scipy/spatial/tests/test__procrustes.py"],
    "scipy.cluster.vq": ["scipy/cluster/tests/test_vq.py"],
    "scipy.interpolate._rbfinterp": ["scipy/interpolate/tests/test_rbfinterp.py"],
    "scipy.optimize._numdiff": ["scipy/optimize/tests/test__numdiff.py"],
    "scipy.signal._lti_conversion": ["scipy/signal/tests/test_ltisys.py"],
    "statsmodels.tools.tools": ["statsmodels/tools/tests/test_tools.py"],
    "statsmodels.stats.moment_helpers": ["statsmodels/stats/tests/test_moment_helpers.py"],
    "statsmodels.stats.correlation_tools": ["statsmodels/stats/tests/test_corrpsd.py"],
    "statsmodels.multivariate.pca": ["statsmodels/multivariate/tests/test_pca.py"],
    "statsmodels.multivariate.cancorr": ["statsmodels/multivariate/tests/test_cancorr.py"],
    "statsmodels.tsa.tsatools": ["statsmodels/tsa/tests/test_tsa_tools.py"],
    "skimage.transform._geometric": ["skimage/transform/tests/test_geometric.py"],
    "skimage.color.colorconv": ["skimage/color/tests/test_colorconv.py"],
    "skimage.measure.fit": ["skimage/measure/tests/test_fit.py"],
    "networkx.linalg.algebraicconnectivity": ["networkx/linalg/tests/test_algebraic_connectivity.py"],
    "networkx.linalg.modularitymatrix": ["networkx/linalg/tests/test_modularity.py"],
    "networkx.algorithms.link_analysis.hits_alg": ["networkx/algorithms/link_analysis/tests/test_hits.py"],
    "networkx.algorithms.link_analysis.pagerank_alg": ["networkx/algorithms/link_analysis/tests/test_pagerank.py"],
}


def wheel_subjects() -> list[Subject]:
    """Modules of installed wheels that ship their tests; a wheel without them is passed over."""
    subjects = []
    for module, tests in _WHEELS.items():
        top = importlib.util.find_spec(module.partition(".")[0])
        if top is None or top.origin is None:
            continue
        site = Path(top.origin).parents[1]
        present = tuple(str(site / test) for test in tests if (site / test).exists())
        if present:
            subjects.append(Subject(module, present, "wheel"))
    return subjects
