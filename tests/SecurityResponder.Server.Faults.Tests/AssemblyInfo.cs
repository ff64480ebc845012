// Each of these tests loads the machine and breaks something: they come one after the other.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
