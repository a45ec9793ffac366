"""The peer-learning knowledge base and good-practice library of MAYORS in ACTION."""
