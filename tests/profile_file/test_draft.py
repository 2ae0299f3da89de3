from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from retroplan.profile_file.draft import answers_text, read_answers


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_whatever_was_typed_comes_back(answers: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        draft = Path(folder) / "profile.draft.toml"
        draft.write_bytes(answers_text(answers).encode())

        assert read_answers(draft) == answers


def test_a_draft_that_cannot_be_read_is_no_draft(tmp_path: Path) -> None:
    draft = tmp_path / "profile.draft.toml"
    assert read_answers(draft) == {}
    for text in (b"\xff", b"answers = 3", b"[answers", b"a = " + b"[" * 40_000):
        draft.write_bytes(text)
        assert read_answers(draft) == {}
