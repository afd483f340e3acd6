"""A model whose layers OpenVINO computes, which takes less than half the time of torch for the same vectors.

OpenVINO is imported when a model is asked for: it is not among the requirements (see requirements-openvino.txt).
"""

import copy
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local
from typing import TYPE_CHECKING, Any, cast

from matchers.errors import EncoderError
from matchers.precision import Precision

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Features = dict[str, Any]


def by_openvino(model: "SentenceTransformer", precision: Precision, threads: int) -> "SentenceTransformer":
    """Return the same model with layers that OpenVINO computes, for so many threads; `model` stays as it is.

    Raises EncoderError where OpenVINO is not installed, or cannot compute such a model.
    """
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415  # as in the encoder

    first = copy.copy(model[0])
    first.forward = _Layers(model[0], precision, threads)
    return SentenceTransformer(
        modules=[first, *list(model)[1:]], device="cpu", prompts=cast("dict[str, str]", model.prompts)
    )


class _Layers:
    """The first step of a model, as one function of what its tokenizer gives; each thread asks with its own batch."""

    def __init__(self, layers: Any, precision: Precision, threads: int) -> None:  # noqa: ANN401  # torch has no types
        try:
            from openvino import Core  # noqa: PLC0415  # see above
        except ImportError as error:
            raise EncoderError(
                "EMBEDDING_RUNTIME is openvino, and OpenVINO is not there: "
                "`pip install -r requirements-openvino.txt`, or unset it."
            ) from error
        wanted = {
            "INFERENCE_PRECISION_HINT": {"float32": "f32", "bfloat16": "bf16"}[precision],
            "INFERENCE_NUM_THREADS": threads,
            "NUM_STREAMS": threads,
        }
        try:
            self._compiled: Any = Core().compile_model(_converted(layers.auto_model), "CPU", wanted)
        except (AttributeError, RuntimeError) as error:
            raise EncoderError(f"OpenVINO cannot compute this model ({error}): unset EMBEDDING_RUNTIME.") from error
        self._mine = local()
        self._making = Lock()

    def __call__(self, features: Features) -> Features:
        """Return the features with what each token means (m, tokens, d), as the layers themselves do."""
        import torch  # noqa: PLC0415  # as above

        told = {name: features[name].numpy() for name in ("input_ids", "attention_mask")}
        found = self._request().infer(told, share_inputs=True)[0]
        return features | {"token_embeddings": torch.from_numpy(found.copy())}

    def _request(self) -> Any:  # noqa: ANN401  # the library's
        """Return this thread's place to compute in."""
        if not hasattr(self._mine, "request"):
            with self._making:
                self._mine.request = self._compiled.create_infer_request()
        return self._mine.request


def _converted(encoder: Any) -> Any:  # noqa: ANN401  # torch's and the library's
    """Return a transformers encoder as OpenVINO has it, for batches of any size."""
    import torch  # noqa: PLC0415  # as above
    from openvino.frontend import FrontEndManager  # noqa: PLC0415
    from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder  # noqa: PLC0415

    class Tokens(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:  # noqa: ANN401
            return self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    ones = torch.ones((2, 4), dtype=torch.int64)
    # By the front end itself: `openvino.convert_model` would report to its makers that it was called.
    with torch.no_grad(), _silence():
        read = TorchScriptPythonDecoder(
            Tokens().eval(), example_input={"input_ids": ones, "attention_mask": ones}, shared_memory=True
        )
        front_end = FrontEndManager().load_by_framework("pytorch")
        return front_end.convert(front_end.load(read))


@contextmanager
def _silence() -> Iterator[None]:
    """Keep what torch and transformers say of being traced to themselves: none of it is for who runs a command."""
    from transformers.utils import logging  # noqa: PLC0415  # as above

    before = logging.get_verbosity()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # the library's omission
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    logging.set_verbosity(before)
