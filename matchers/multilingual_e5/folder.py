"""The weights as a sentence-transformers folder: what each of its files says."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from matchers.multilingual_e5.neutrality import linear_map, packaged_directions
from matchers.multilingual_e5.weights_file import Pieces, Shape, Tensors, WeightsFile

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PROMPTS: Final = {"query": "query: ", "document": "passage: "}
"""What the models of the E5 family want before a text that is searched with, and before one that is searched among."""

_WINDOW: Final = 256
"""Tokens that are read, half of what the model could: 512 take twice as long and rank partners no better."""
_SPECIAL_TOKENS: Final = {
    "bos_token": "<s>",
    "cls_token": "<s>",
    "eos_token": "</s>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "unk_token": "<unk>",
}
_TABLES: Final = {
    "emb.word": "word_embeddings",
    "emb.pos": "position_embeddings",
    "emb.type": "token_type_embeddings",
}
"""The file's names of tensors, and those of a BERT encoder in transformers; below, the same for a layer."""
_LAYER: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
MODULES: Final = {
    "": "Transformer",
    "1_Pooling": "Pooling",
    "2_Normalize": "Normalize",
    "3_Dense": "Dense",
    "4_Normalize": "Normalize",
}
"""The steps from text to vector: the folder of each, and its class."""
PUBLISHED_STEPS: Final = 3
"""So many of them are the model as published."""


def write_model(source: WeightsFile, folder: Path) -> None:
    """Write the model's files into an empty folder."""
    for name in filter(None, MODULES):
        (folder / name).mkdir()
    _save(_weights(source.tensors, source.shape), folder / "model.safetensors")
    _write_tokenizer(source.pieces, folder)
    width = source.shape.width
    _write_json(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": width, "pooling_mode": "mean"})
    _write_neutral_step(folder / "3_Dense", width)
    _write_json(folder / "config.json", _config(source.shape, source.pieces))
    # The weights have no pooler, which nothing here uses; without the argument, transformers would report it missing.
    transformer = {"max_seq_length": _WINDOW, "do_lower_case": False, "model_args": {"add_pooling_layer": False}}
    _write_json(folder / "sentence_bert_config.json", transformer)
    settings = {"prompts": PROMPTS, "similarity_fn_name": "cosine"}
    _write_json(folder / "config_sentence_transformers.json", settings)
    _write_json(folder / "modules.json", _modules())


def _modules() -> list[dict[str, object]]:
    return [
        {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for number, (path, kind) in enumerate(MODULES.items())
    ]


def _write_neutral_step(folder: Path, width: int) -> None:
    weight, bias = linear_map(packaged_directions())
    _save({"linear.weight": weight, "linear.bias": bias}, folder / "model.safetensors")
    step = {
        "in_features": width,
        "out_features": width,
        "bias": True,
        "activation_function": "torch.nn.modules.linear.Identity",
    }
    _write_json(folder / "config.json", step)


def _write_tokenizer(pieces: Pieces, folder: Path) -> None:
    _tokenizer(pieces).save(str(folder / "tokenizer.json"), pretty=False)
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": _WINDOW, **_SPECIAL_TOKENS}
    _write_json(folder / "tokenizer_config.json", settings)


def _tokenizer(pieces: Pieces) -> "Tokenizer":
    # Imported here, as below, since only who makes the folder has to pay for it.
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors  # noqa: PLC0415

    tokenizer = Tokenizer(models.Unigram(pieces.scored, unk_id=pieces.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    ends = [("<s>", pieces.start), ("</s>", pieces.end)]
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    return tokenizer


def _weights(tensors: Tensors, shape: Shape) -> Tensors:
    """Return the tensors under the names, and with the rows, that transformers gives them."""
    named = {f"embeddings.{name}.weight": tensors[short].reshape(-1, shape.width) for short, name in _TABLES.items()}
    named |= {"embeddings.LayerNorm.weight": tensors["emb.ln.w"], "embeddings.LayerNorm.bias": tensors["emb.ln.b"]}
    for layer in range(shape.layers):
        for short, name in _LAYER.items():
            bias, weight = tensors[f"l{layer}.{short}.b"], tensors[f"l{layer}.{short}.w"]
            shaped = weight if name.endswith("LayerNorm") else weight.reshape(len(bias), -1)
            named |= {f"encoder.layer.{layer}.{name}.weight": shaped, f"encoder.layer.{layer}.{name}.bias": bias}
    return named


def _config(shape: Shape, pieces: Pieces) -> dict[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.width,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.inner,
        "vocab_size": shape.words,
        "max_position_embeddings": shape.window,
        "type_vocab_size": shape.types,
        "layer_norm_eps": shape.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": pieces.padding,
    }


def _save(tensors: Tensors, path: Path) -> None:
    from safetensors.numpy import save_file  # noqa: PLC0415  # as above

    save_file(tensors, path, metadata={"format": "pt"})


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")
