// Each of these tests loads the machine and causes a fault: they run one after the other.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
