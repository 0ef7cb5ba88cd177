"""The pages of each trade stand in a module of their own; `investors.urls` names them."""
