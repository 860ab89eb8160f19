"""Writes forests as the program reads them (src/language/forest.rs)."""


def write(forest, path, names, talk):
    """Writes a forest of LightGBM; the lines of talk stand above it."""

    def tree(node):
        if "leaf_value" in node:
            return f"{node['leaf_value']:.4g}"
        return f"{names[node['split_feature']]}<={node['threshold']:.5g} {tree(node['left_child'])} {tree(node['right_child'])}"

    trees = [tree(one["tree_structure"]) for one in forest.dump_model()["tree_info"]]
    open(path, "w").write("".join(f"# {line}\n" for line in talk.split("\n")) + "0\n" + "\n".join(trees) + "\n")
