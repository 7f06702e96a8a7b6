"""The JSON files beside the graphs, in the shape of the public Whisper repositories."""

import numpy as np

# OpenAI's order of languages (`whisper/tokenizer.py`): their tokens follow <|startoftranscript|> in this order.
LANGUAGES = (
    "en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml "
    "cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am "
    "yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su"
).split()
END, START, TRANSLATE, TRANSCRIBE, PREVIOUS, NO_TIMESTAMPS = 50257, 50258, 50358, 50359, 50361, 50363


def config(tensors: dict[str, np.ndarray], heads: int, layers: int) -> dict:
    """`config.json`: the sizes, under transformers' names."""
    width = tensors["encoder.ln_post.weight"].shape[0]
    hidden = tensors["encoder.blocks.0.mlp.0.weight"].shape[0]
    return {
        "model_type": "whisper",
        "architectures": ["WhisperForConditionalGeneration"],
        "is_encoder_decoder": True,
        "vocab_size": tensors["decoder.token_embedding.weight"].shape[0],
        "num_mel_bins": tensors["encoder.conv1.weight"].shape[1],
        "d_model": width,
        "encoder_layers": layers,
        "decoder_layers": layers,
        "encoder_attention_heads": heads,
        "decoder_attention_heads": heads,
        "encoder_ffn_dim": hidden,
        "decoder_ffn_dim": hidden,
        "max_source_positions": tensors["encoder.positional_embedding"].shape[0],
        "max_target_positions": tensors["decoder.positional_embedding"].shape[0],
        "num_hidden_layers": layers,
        "activation_function": "gelu",
        "scale_embedding": False,
        "bos_token_id": END,
        "eos_token_id": END,
        "pad_token_id": END,
        "decoder_start_token_id": START,
    }


def generation_config(ct2: dict) -> dict:
    """`generation_config.json`: what the decode loop must know, from CTranslate2's config and OpenAI's tokens."""
    return {
        "alignment_heads": ct2["alignment_heads"],
        "begin_suppress_tokens": ct2["suppress_ids_begin"],
        "suppress_tokens": ct2["suppress_ids"],
        "bos_token_id": END,
        "eos_token_id": END,
        "pad_token_id": END,
        "decoder_start_token_id": START,
        "prev_sot_token_id": PREVIOUS,
        "no_timestamps_token_id": NO_TIMESTAMPS,
        "is_multilingual": True,
        "lang_to_id": {f"<|{code}|>": START + 1 + n for n, code in enumerate(LANGUAGES)},
        "task_to_id": {"transcribe": TRANSCRIBE, "translate": TRANSLATE},
        "max_initial_timestamp_index": 50,
        "max_length": 448,
        "return_timestamps": False,
    }


def with_timestamps(tokenizer: dict) -> dict:
    """The tokenizer with the 1,501 timestamp tokens that the public repositories name and CTranslate2's copy leaves out."""
    known = {token["id"] for token in tokenizer["added_tokens"]}
    for n in range(1501):
        token = NO_TIMESTAMPS + 1 + n
        if token not in known:
            tokenizer["added_tokens"].append({
                "id": token, "content": f"<|{n * 0.02:.2f}|>", "single_word": False, "lstrip": False, "rstrip": False,
                "normalized": False, "special": False})
    names = {token["content"]: token["id"] for token in tokenizer["added_tokens"]}
    for n, code in enumerate(LANGUAGES):
        if names[f"<|{code}|>"] != START + 1 + n:
            raise ValueError(f"the tokenizer has another number for <|{code}|>")
    return tokenizer


PREPROCESSOR = {
    "feature_extractor_type": "WhisperFeatureExtractor",
    "processor_class": "WhisperProcessor",
    "feature_size": 80,
    "sampling_rate": 16000,
    "n_fft": 400,
    "hop_length": 160,
    "chunk_length": 30,
    "n_samples": 480000,
    "nb_max_frames": 3000,
    "padding_side": "right",
    "padding_value": 0.0,
    "return_attention_mask": False,
}
