"""What mypyc writes for ``ast.Name`` is changed into a load that happens once; all else stays."""

from compiling.class_loads import load_once

LOAD = """\
    cpy_r_r20 = CPyImport_GetModuleCache(&CPyModule_{module});
    cpy_r_r21 = CPyStatics[938]; /* 'Expr' */
    cpy_r_r22 = CPyObject_GetAttr(cpy_r_r20, cpy_r_r21);
    if (unlikely(cpy_r_r22 == NULL)) {{
"""


def test_a_class_of_ast_is_loaded_once(tmp_path):
    file = tmp_path / "module.c"
    file.write_text(LOAD.format(module="ast") + LOAD.format(module="re"))
    assert load_once([str(file), str(tmp_path / "missing.c")]) == 1
    text = file.read_text()
    assert "static PyObject *ast_Expr;" in text and "cpy_r_r22 = ast_Expr;" in text
    assert LOAD.format(module="re") in text


def test_other_code_stays(tmp_path):
    file = tmp_path / "module.c"
    file.write_text("cpy_r_r22 = CPyObject_GetAttr(cpy_r_r20, cpy_r_r21);")
    before = file.stat().st_mtime_ns
    assert load_once([str(file)]) == 0
    assert file.stat().st_mtime_ns == before
