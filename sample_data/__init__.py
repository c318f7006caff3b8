"""示例数据及其生成器，全部虚构 · invented sample data and the generator that writes it."""
