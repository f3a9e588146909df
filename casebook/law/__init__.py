"""Dutch law as dated tables (`nl/*.toml`), read strictly into the typed rules that domain functions take."""
